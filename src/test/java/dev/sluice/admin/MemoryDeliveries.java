package dev.sluice.admin;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.webhook.Bundle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What webhooks were told, in memory; nothing is told by itself. */
final class MemoryDeliveries implements WebhookDeliveries {

    private final List<Pending> all = new ArrayList<>();
    volatile boolean away;

    private synchronized <T extends @Nullable Object> CompletionStage<T> answer(Supplier<T> work) {
        return away
                ? CompletableFuture.failedFuture(
                        new StoreAwayException("there is no database", new IllegalStateException("none")))
                : CompletableFuture.completedFuture(work.get());
    }

    /** A message that was begun. */
    synchronized Delivery add(long webhookId, Stored event) {
        Bundle bundle = new Bundle(List.of(event));
        Instant at = bundle.happenedAt();
        Delivery delivery = new Delivery(
                all.size() + 1,
                webhookId,
                bundle.uid(),
                List.of(event.id()),
                bundle.lead().name().wire(),
                at,
                State.PENDING,
                0,
                null,
                at,
                null,
                null);
        all.add(new Pending(delivery, bundle.events()));
        return delivery;
    }

    @Override
    public CompletionStage<@Nullable Long> settled() {
        return answer(() -> null);
    }

    @Override
    public CompletionStage<Boolean> claim(long webhookId) {
        return answer(() -> false);
    }

    @Override
    public CompletionStage<@Nullable Pending> pending(long webhookId) {
        return answer(() -> null);
    }

    @Override
    public CompletionStage<List<Stored>> waiting(long webhookId, Set<EventName> names, long upTo, int limit) {
        return answer(List::of);
    }

    @Override
    public CompletionStage<Void> skip(long webhookId, long upTo) {
        return answer(() -> null);
    }

    @Override
    public CompletionStage<@Nullable Delivery> begin(long webhookId, Bundle bundle, Instant now) {
        return answer(() -> null);
    }

    @Override
    public CompletionStage<Void> record(Delivery delivery) {
        return answer(() -> {
            all.replaceAll(one -> one.delivery().id() == delivery.id() ? new Pending(delivery, one.events()) : one);
            return null;
        });
    }

    @Override
    public CompletionStage<@Nullable Pending> find(long webhookId, long deliveryId) {
        return answer(() -> all.stream()
                .filter(one ->
                        one.delivery().id() == deliveryId && one.delivery().webhookId() == webhookId)
                .findFirst()
                .orElse(null));
    }

    @Override
    public CompletionStage<Page> list(long webhookId, int limit, int offset) {
        return answer(() -> {
            List<Delivery> newestFirst = new ArrayList<>();
            all.forEach(one -> {
                if (one.delivery().webhookId() == webhookId) {
                    newestFirst.add(0, Objects.requireNonNull(one.delivery()));
                }
            });
            return new Page(newestFirst.stream().skip(offset).limit(limit).toList(), newestFirst.size());
        });
    }
}

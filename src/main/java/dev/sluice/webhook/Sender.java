package dev.sluice.webhook;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import dev.sluice.core.port.WebhookDeliveries.Pending;
import dev.sluice.core.port.WebhookSender;
import dev.sluice.core.webhook.Bundle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells every enabled webhook what the log has of its choice, each at its own pace. Reads the log rather than being handed events,
 * so that what other processes and other front doors wrote is told, too. Any thread; works on one context, not the control loop.
 */
public final class Sender implements WebhookSender {

    private static final long EVERY_MS = 1_000;
    /** An event is published before it is written. */
    private static final long SOON_MS = 50;

    private static final long CLOSE_LIMIT_MS = 1_000;

    private final Context context;
    private final Clock clock;
    private final WebhookDeliveries deliveries;
    private final String frontDoor;
    private final Calls calls;
    private final Dispatch dispatch;
    private final Map<Long, Teller> tellers = new HashMap<>();
    private final long pace;

    private volatile Map<Long, Webhook> seen = Map.of();
    private boolean asking;
    private boolean soon;
    private boolean closed;

    /**
     * A sender of no webhooks yet.
     *
     * @param context whose loop it may share with what is not urgent
     * @param frontDoor the name in messages of tests
     */
    public Sender(
            Context context,
            Clock clock,
            WebhookDeliveries deliveries,
            SecretSeal seal,
            Calls calls,
            String frontDoor) {
        this.context = context;
        this.clock = clock;
        this.deliveries = deliveries;
        this.frontDoor = frontDoor;
        this.calls = calls;
        this.dispatch = new Dispatch(context, seal, calls);
        this.pace = context.owner().setPeriodic(EVERY_MS, id -> context.runOnContext(v -> ask()));
    }

    /**
     * A state was published. Quick, whatever receivers do.
     *
     * @param webhooks the same map as before if none has changed
     * @param happened whether events were published with it
     */
    public void published(Map<Long, Webhook> webhooks, boolean happened) {
        if (webhooks != seen) {
            seen = webhooks;
            context.runOnContext(v -> follow(webhooks));
        }
        if (happened && !webhooks.isEmpty()) {
            context.runOnContext(v -> askSoon());
        }
    }

    private void follow(Map<Long, Webhook> webhooks) {
        if (closed) {
            return;
        }
        tellers.entrySet().removeIf(each -> {
            Webhook webhook = webhooks.get(each.getKey());
            boolean over = webhook == null || !webhook.enabled();
            if (over) {
                each.getValue().close();
            }
            return over;
        });
        webhooks.values().stream().filter(Webhook::enabled).forEach(webhook -> {
            Teller teller = tellers.get(webhook.id());
            if (teller == null) {
                teller = new Teller(context, clock, deliveries, dispatch, webhook);
                tellers.put(webhook.id(), teller);
                teller.hurry(); // something may be left of another process
            } else {
                teller.is(webhook);
            }
        });
        ask();
    }

    private void askSoon() {
        if (!soon) {
            soon = true;
            context.owner().setTimer(SOON_MS, id -> {
                soon = false;
                ask();
            });
        }
    }

    /** How far the log goes; one question for all. */
    private void ask() {
        if (asking || closed || tellers.isEmpty()) {
            return;
        }
        asking = true;
        Future.fromCompletionStage(deliveries.settled(), context).onComplete(answered -> {
            asking = false;
            Long upTo = answered.succeeded() ? answered.result() : null;
            if (upTo != null) {
                List.copyOf(tellers.values()).forEach(teller -> teller.settled(upTo));
            } else if (answered.succeeded() && !closed) {
                askSoon(); // somebody writes
            }
        });
    }

    @Override
    public CompletionStage<Outcome> test(Webhook webhook, String actor) {
        return here(() -> {
            Instant now = clock.wall();
            long began = clock.nanos();
            Event event = Event.of(
                    EventName.WEBHOOK_TEST,
                    now,
                    actor,
                    "This is a test of webhook " + webhook.name(),
                    Map.of("webhook_id", webhook.id()));
            Bundle bundle = new Bundle(List.of(new Stored(0, event, frontDoor)));
            return dispatch.send(webhook, bundle, event.uid(), now)
                    .map(answered -> new Outcome(
                            answered.status(), answered.failure(), Duration.ofNanos(clock.nanos() - began)));
        });
    }

    @Override
    public CompletionStage<@Nullable Delivery> again(Webhook webhook, long deliveryId) {
        return here(() -> Future.fromCompletionStage(deliveries.find(webhook.id(), deliveryId), context)
                .compose(found -> found == null ? Future.succeededFuture(null) : again(webhook, found)));
    }

    private Future<@Nullable Delivery> again(Webhook webhook, Pending found) {
        if (found.events().isEmpty()) {
            return record(found.delivery().failedAgain(clock.wall(), null, "what it tells of is gone from the log"));
        }
        return dispatch.send(
                        webhook, new Bundle(found.events()), found.delivery().uid(), clock.wall())
                .compose(answered -> {
                    Integer status = answered.status();
                    String failure = answered.failure();
                    return record(
                            failure == null && status != null
                                    ? found.delivery().arrived(clock.wall(), status)
                                    : found.delivery()
                                            .failedAgain(
                                                    clock.wall(), status, failure == null ? "no answer" : failure));
                });
    }

    private Future<@Nullable Delivery> record(Delivery outcome) {
        return Future.fromCompletionStage(deliveries.record(outcome), context).map(recorded -> {
            Teller teller = tellers.get(outcome.webhookId());
            if (teller != null) {
                teller.wake(); // if this was what it waited with, there may be more
            }
            return outcome;
        });
    }

    private <T extends @Nullable Object> CompletionStage<T> here(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(v -> work.get().onComplete(promise));
        return promise.future().toCompletionStage();
    }

    /** Begins nothing more; what is on its way is waited for, briefly. What has not arrived is for the next process. */
    public Future<Void> close() {
        context.owner().cancelTimer(pace);
        return Future.fromCompletionStage(here(() -> {
            closed = true;
            List<Future<?>> running =
                    tellers.values().stream().<Future<?>>map(Teller::close).toList();
            return Future.join(running)
                    .timeout(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .transform(done -> calls.close());
        }));
    }
}

package dev.sluice;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.webhook.Bundle;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How far webhooks were told, whether or not the database was reached yet. */
record LateDeliveries(LateStore store) implements WebhookDeliveries {

    @Override
    public CompletionStage<@Nullable Long> settled() {
        return store.on(there -> there.webhookDeliveries().settled());
    }

    @Override
    public CompletionStage<Boolean> claim(long webhookId) {
        return store.on(there -> there.webhookDeliveries().claim(webhookId));
    }

    @Override
    public CompletionStage<@Nullable Pending> pending(long webhookId) {
        return store.on(there -> there.webhookDeliveries().pending(webhookId));
    }

    @Override
    public CompletionStage<List<Stored>> waiting(long webhookId, Set<EventName> names, long upTo, int limit) {
        return store.on(there -> there.webhookDeliveries().waiting(webhookId, names, upTo, limit));
    }

    @Override
    public CompletionStage<Void> skip(long webhookId, long upTo) {
        return store.on(there -> there.webhookDeliveries().skip(webhookId, upTo));
    }

    @Override
    public CompletionStage<@Nullable Delivery> begin(long webhookId, Bundle bundle, Instant now) {
        return store.on(there -> there.webhookDeliveries().begin(webhookId, bundle, now));
    }

    @Override
    public CompletionStage<Void> record(Delivery delivery) {
        return store.on(there -> there.webhookDeliveries().record(delivery));
    }

    @Override
    public CompletionStage<@Nullable Pending> find(long webhookId, long deliveryId) {
        return store.on(there -> there.webhookDeliveries().find(webhookId, deliveryId));
    }

    @Override
    public CompletionStage<Page> list(long webhookId, int limit, int offset) {
        return store.on(there -> there.webhookDeliveries().list(webhookId, limit, offset));
    }
}

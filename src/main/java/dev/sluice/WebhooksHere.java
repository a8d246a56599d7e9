package dev.sluice;

import dev.sluice.admin.Webhooks;
import dev.sluice.config.Settings;
import dev.sluice.core.Publication;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.SecretSeal;
import dev.sluice.core.port.WebhookDeliveries;
import dev.sluice.core.webhook.AddressGuard;
import dev.sluice.webhook.Calls;
import dev.sluice.webhook.Sender;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;

/** The webhooks of this process: who sends to them, and what the admin API needs to deal with them. */
final class WebhooksHere {

    private final AddressGuard guard;
    private final SecretSeal seal;
    private final WebhookDeliveries deliveries;
    private final Sender sender;

    /**
     * Opens them; nothing is sent before a state was published.
     *
     * @param hall not the control loop
     */
    WebhooksHere(Context hall, Settings settings, WebhookDeliveries deliveries, SecretSeal seal) {
        this.guard = new AddressGuard(settings.webhooksAllow());
        this.seal = seal;
        this.deliveries = deliveries;
        this.sender =
                new Sender(hall, Clock.SYSTEM, deliveries, seal, new Calls(hall.owner(), guard), settings.frontDoor());
    }

    /** A state was published. Control loop. */
    void published(Publication publication) {
        sender.published(
                publication.snapshot().desired().webhooks(), !publication.news().isEmpty());
    }

    /** From now on these networks may be called beside the public internet. Any thread. */
    void allow(List<String> networks) {
        guard.allow(networks);
    }

    /** For the admin API. */
    Webhooks forApi() {
        return new Webhooks(guard, seal, deliveries, sender);
    }

    Future<Void> close() {
        return sender.close();
    }
}

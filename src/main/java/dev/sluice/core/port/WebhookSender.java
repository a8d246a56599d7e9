package dev.sluice.core.port;

import dev.sluice.core.model.Webhook;
import dev.sluice.core.port.WebhookDeliveries.Delivery;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends to a webhook out of turn, because somebody asks. Any thread; stages complete on any thread. */
public interface WebhookSender {

    /**
     * What came of one attempt.
     *
     * @param status of the answer; null if there was none
     * @param failure why it did not arrive, in a sentence without secrets; null if it did
     */
    record Outcome(@Nullable Integer status, @Nullable String failure, Duration took) {

        public boolean arrived() {
            return failure == null;
        }
    }

    /** Sends one message that tells of nothing but the test, also to a webhook that is disabled. Never fails. */
    CompletionStage<Outcome> test(Webhook webhook, String actor);

    /**
     * Sends a message once more; a delivery that is still pending is over if it arrives now.
     *
     * @return the delivery after it, null if there is none such; fails with {@link StoreAwayException}
     */
    CompletionStage<@Nullable Delivery> again(Webhook webhook, long deliveryId);
}

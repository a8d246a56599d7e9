package dev.sluice.core.port;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Wire;
import dev.sluice.core.webhook.Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How far each webhook has been told of the events, durably kept: what is not said to have arrived is still to be sent, also by
 * the next process. Any thread; all stages fail with {@link StoreAwayException}.
 */
public interface WebhookDeliveries {

    /** For how long a webhook is left to the front door that told it last, by the clock of the database. */
    Duration LEASE = Duration.ofSeconds(30);

    /** What became of a message. */
    enum State implements Wire {
        PENDING,
        DELIVERED,
        /** It did not arrive within a day. */
        ABANDONED
    }

    /**
     * One message to a webhook.
     *
     * @param uid the same each time it is sent
     * @param eventIds what it tells of, in the order of the log
     * @param event the name of the one that troubles most
     * @param happenedAt its first event
     * @param attempts made and finished
     * @param nextTryAt null unless it is pending
     * @param status of the last answer; null if there was none
     * @param failure why the last attempt failed, in a sentence without secrets; null if it did not
     */
    record Delivery(
            long id,
            long webhookId,
            String uid,
            List<Long> eventIds,
            String event,
            Instant happenedAt,
            State state,
            int attempts,
            @Nullable Instant lastTriedAt,
            @Nullable Instant nextTryAt,
            @Nullable Integer status,
            @Nullable String failure) {

        public Delivery {
            eventIds = List.copyOf(eventIds);
        }

        /** It arrived. */
        public Delivery arrived(Instant at, int answered) {
            return tried(State.DELIVERED, at, null, answered, null);
        }

        /** It did not arrive; it is given up if there is no next time. */
        public Delivery failed(Instant at, @Nullable Instant next, @Nullable Integer answered, String why) {
            return tried(next == null ? State.ABANDONED : State.PENDING, at, next, answered, why);
        }

        /** What was finished was sent once more, and did not arrive; it stays what it was. */
        public Delivery failedAgain(Instant at, @Nullable Integer answered, String why) {
            return tried(state, at, nextTryAt, answered, why);
        }

        private Delivery tried(
                State then, Instant at, @Nullable Instant next, @Nullable Integer answered, @Nullable String why) {
            return new Delivery(
                    id, webhookId, uid, eventIds, event, happenedAt, then, attempts + 1, at, next, answered, why);
        }
    }

    /** A message with its events; none if they are gone from the log. */
    record Pending(Delivery delivery, List<ActivityLog.Stored> events) {}

    /** Newest first, and how many there are in all. */
    record Page(List<Delivery> items, long total) {}

    /**
     * The highest id such that no event with a lower one can still appear: ids are given before the transaction that writes
     * them ends, so a higher one may be seen first. Null while somebody writes.
     */
    CompletionStage<@Nullable Long> settled();

    /**
     * Whether this front door is the one that tells that webhook; if so, no other does within {@link #LEASE}. False if the
     * webhook is gone, too.
     */
    CompletionStage<Boolean> claim(long webhookId);

    /** The message that this webhook is being told; null if there is none. */
    CompletionStage<@Nullable Pending> pending(long webhookId);

    /** The oldest events of these names up to that id that the webhook was not told of; those out of a backup are left out. */
    CompletionStage<List<ActivityLog.Stored>> waiting(long webhookId, Set<EventName> names, long upTo, int limit);

    /** Nothing up to that event is to be told any more, and what is pending is not either. */
    CompletionStage<Void> skip(long webhookId, long upTo);

    /** Begins a message, due now; null if the webhook is gone, or is being told another. */
    CompletionStage<@Nullable Delivery> begin(long webhookId, Bundle bundle, Instant now);

    /** Keeps what became of an attempt; with the last one, the webhook has been told of these events. */
    CompletionStage<Void> record(Delivery delivery);

    /** One message to this webhook, with its events; null if there is none such. */
    CompletionStage<@Nullable Pending> find(long webhookId, long deliveryId);

    /** The newest messages to this webhook; at most 250. */
    CompletionStage<Page> list(long webhookId, int limit, int offset);
}

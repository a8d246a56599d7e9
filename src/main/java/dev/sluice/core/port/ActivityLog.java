package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What happened. Any thread; stages complete on any thread, and fail with {@link StoreAwayException}. */
public interface ActivityLog {

    /** A part of it, newest first. */
    CompletionStage<Page> find(Query query);

    /**
     * What the database has beyond that event, in the order of its ids. None is passed over: an event that gets a lower id
     * than those that are seen already is waited for.
     *
     * @param id the last event that is known; {@link Long#MAX_VALUE} to learn only where the log ends
     * @param limit at most 250
     */
    CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit);

    /**
     * What to look for.
     *
     * @param before only what is older than the event with this id; null for all
     * @param limit at most 250
     * @param counted whether it is wanted how many there are in all
     */
    record Query(ActivityFilter filter, @Nullable Long before, int limit, int offset, boolean counted) {

        /** A page with the number of all. */
        public static Query page(ActivityFilter filter, int limit, int offset) {
            return new Query(filter, null, limit, offset, true);
        }

        /** What comes next after that event, going back in time. */
        public static Query older(ActivityFilter filter, long before, int limit) {
            return new Query(filter, before, limit, 0, false);
        }
    }

    /**
     * One event as the log has it.
     *
     * @param id the number that the database gave it; 0 if it is not there yet
     */
    record Stored(long id, Event event, String frontDoor) {

        /** Whether the database has it. */
        public boolean saved() {
            return id != 0;
        }
    }

    /**
     * Part of the answer, and how many there are in all.
     *
     * @param total of what the filter lets pass, wherever the page begins; 0 if it was not counted
     * @param away whether the database is away, so that only what it does not have yet could be found
     */
    record Page(List<Stored> items, long total, boolean away) {

        /** A page while the database is there. */
        public Page(List<Stored> items, long total) {
            this(items, total, false);
        }
    }

    /**
     * What comes after an event.
     *
     * @param upTo all events up to this id were looked at
     * @param settled false if some are being written just now, so that it is worth asking again soon
     */
    record Sequel(List<Stored> items, long upTo, boolean settled) {}
}

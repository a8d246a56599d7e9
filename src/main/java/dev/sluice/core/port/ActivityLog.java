package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What happened, newest first. Any thread. */
public interface ActivityLog {

    /** Fails with {@link StoreAwayException}. */
    CompletionStage<Page> find(Query query);

    /**
     * What to look for; null and empty mean "any".
     *
     * @param names wire names of events
     * @param limit at most 250
     */
    record Query(
            List<String> names,
            @Nullable Instant from,
            @Nullable Instant until,
            int limit,
            int offset) {}

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
     * @param away whether the database is away, so that only what it does not have yet could be found
     */
    record Page(List<Stored> items, long total, boolean away) {

        /** A page while the database is there. */
        public Page(List<Stored> items, long total) {
            this(items, total, false);
        }
    }
}

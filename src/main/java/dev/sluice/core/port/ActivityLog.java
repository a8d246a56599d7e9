package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The events that were written, newest first. Any thread. */
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

    /** An event with the number that the database gave it. */
    record Stored(long id, Event event, String frontDoor) {}

    /** Part of the answer, and how many there are in all. */
    record Page(List<Stored> items, long total) {}
}

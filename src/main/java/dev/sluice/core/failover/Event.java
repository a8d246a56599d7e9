package dev.sluice.core.failover;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that happened, as the activity log, the event stream and webhooks tell it.
 *
 * @param uid made here, so that a repeated write is recognised
 * @param actor who made it so: a token's name for a commanded change, {@code watchdog} for an observed one
 * @param details strings, numbers, booleans, instants, lists and maps of these; ids and names are copied, so that the event outlives
 *     what it tells of
 */
public record Event(String uid, EventName name, Instant at, String message, String actor, Map<String, Object> details) {

    /** The actor of what was observed. */
    public static final String WATCHDOG = "watchdog";

    public static Event of(EventName name, Instant at, String actor, String message, Map<String, Object> details) {
        return new Event(UUID.randomUUID().toString(), name, at, message, actor, details);
    }

    /** This event with other details: the same uid, so it takes the place of the earlier one. */
    public Event withDetails(Map<String, Object> other) {
        return new Event(uid, name, at, message, actor, other);
    }
}

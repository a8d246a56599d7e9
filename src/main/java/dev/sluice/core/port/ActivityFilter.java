package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null and empty mean "any".
 *
 * @param names wire names of events
 * @param from not before this time
 * @param until before this time
 * @param routeId those that name this route, alone or among others
 * @param peerId those that name this peer, also as the one that a route left or went to
 * @param poolId those that name this pool
 * @param actor who made it so
 */
public record ActivityFilter(
        List<String> names,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Long routeId,
        @Nullable Long peerId,
        @Nullable Long poolId,
        @Nullable String actor) {

    /** Lets all pass. */
    public static final ActivityFilter ALL = new ActivityFilter(List.of(), null, null, null, null, null, null);

    public ActivityFilter {
        names = List.copyOf(names);
    }

    /** By name and time alone. */
    public static ActivityFilter of(List<String> names, @Nullable Instant from, @Nullable Instant until) {
        return new ActivityFilter(names, from, until, null, null, null, null);
    }

    /** The same, and not before that time. */
    public ActivityFilter since(Instant time) {
        return new ActivityFilter(names, time, until, routeId, peerId, poolId, actor);
    }

    /** Whether the event is wanted. */
    public boolean matches(Event event) {
        Map<String, Object> details = event.details();
        return (names.isEmpty() || names.contains(event.name().wire()))
                && (from == null || !event.at().isBefore(from))
                && (until == null || event.at().isBefore(until))
                && (actor == null || actor.equals(event.actor()))
                && isOneOf(routeId, details, "route_id", "route_ids")
                && isOneOf(peerId, details, "peer_id", "from_peer_id", "to_peer_id")
                && isOneOf(poolId, details, "pool_id");
    }

    private static boolean isOneOf(@Nullable Long id, Map<String, Object> details, String... fields) {
        if (id == null) {
            return true;
        }
        for (String field : fields) {
            Object value = details.get(field);
            boolean found =
                    value instanceof Collection<?> many ? many.stream().anyMatch(each -> is(id, each)) : is(id, value);
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** What came out of the database may be a shorter kind of number. */
    private static boolean is(long id, @Nullable Object value) {
        return value instanceof Number number && number.longValue() == id;
    }
}

package dev.sluice.core.uptime;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.failover.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the activity log tells of peers, pools and routes that went down and came up, and of pools that were changed. Immutable. */
public final class UptimeEvents {

    /** The events that tell of it, by their names. */
    public static final List<String> NAMES = List.of(
            EventName.GATEWAY_DOWN.wire(),
            EventName.GATEWAY_ALIVE.wire(),
            EventName.POOL_OUTAGE_STARTED.wire(),
            EventName.POOL_OUTAGE_RESOLVED.wire(),
            EventName.ROUTE_OUTAGE_STARTED.wire(),
            EventName.ROUTE_OUTAGE_RESOLVED.wire(),
            EventName.POOL_CREATED.wire(),
            EventName.POOL_UPDATED.wire(),
            EventName.POOL_DELETED.wire(),
            EventName.STATE_RESTORED.wire());

    private final Map<Long, List<Mark>> peers = new HashMap<>();
    private final Map<Long, List<Mark>> pools = new HashMap<>();
    private final Map<Long, List<Mark>> routes = new HashMap<>();
    private final List<PoolChange> poolChanges = new ArrayList<>();
    private final Instant since;

    /**
     * All there are since a time.
     *
     * @param events in any order
     * @param since nothing is known of before
     */
    public UptimeEvents(Collection<Event> events, Instant since) {
        this.since = since;
        events.stream().sorted(Comparator.comparing(Event::at)).forEach(this::add);
    }

    private void add(Event event) {
        Map<String, Object> details = event.details();
        switch (event.name()) {
            case GATEWAY_DOWN -> put(peers, details.get("peer_id"), Mark.down(event.at()));
            case GATEWAY_ALIVE -> put(peers, details.get("peer_id"), alive(event));
            case POOL_OUTAGE_STARTED -> put(pools, details.get("pool_id"), Mark.down(event.at()));
            case POOL_OUTAGE_RESOLVED -> put(pools, details.get("pool_id"), Mark.up(event.at()));
            case ROUTE_OUTAGE_STARTED -> putAll(details.get("route_ids"), Mark.down(event.at()));
            case ROUTE_OUTAGE_RESOLVED -> putAll(details.get("route_ids"), Mark.up(event.at()));
            case POOL_CREATED, POOL_UPDATED, POOL_DELETED -> {
                PoolChange change = PoolChange.of(event);
                if (change != null) {
                    poolChanges.add(change);
                }
            }
            case STATE_RESTORED -> poolChanges.clear(); // what they were before is told by nobody
            default -> {
                // Tells nothing of it.
            }
        }
    }

    /** One that is ALIVE without a cooldown may be so for the first time. */
    private static Mark alive(Event event) {
        return Transition.FIRST_ALIVE.wire().equals(event.details().get("transition"))
                ? Mark.first(event.at(), UpState.UP)
                : Mark.up(event.at());
    }

    private void putAll(@Nullable Object ids, Mark mark) {
        if (ids instanceof Iterable<?> many) {
            many.forEach(id -> put(routes, id, mark));
        }
    }

    private static void put(Map<Long, List<Mark>> marks, @Nullable Object id, Mark mark) {
        if (id instanceof Number number) {
            marks.computeIfAbsent(number.longValue(), fresh -> new ArrayList<>())
                    .add(mark);
        }
    }

    /** Before that, nothing is known. */
    Instant since() {
        return since;
    }

    /** In the order of time, those since a backup was restored last. */
    List<PoolChange> poolChanges() {
        return List.copyOf(poolChanges);
    }

    /** In the order of time, those after that time. */
    List<Mark> ofPeer(long id, Instant begin) {
        return after(peers, id, begin);
    }

    List<Mark> ofPool(long id, Instant begin) {
        return after(pools, id, begin);
    }

    List<Mark> ofRoute(long id, Instant begin) {
        return after(routes, id, begin);
    }

    private static List<Mark> after(Map<Long, List<Mark>> marks, long id, Instant begin) {
        return marks.getOrDefault(id, List.of()).stream()
                .filter(mark -> mark.at().isAfter(begin))
                .toList();
    }
}

package dev.sluice.core.failover;

import dev.sluice.core.failover.RouteLedger.Shift;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notices routes that move suspiciously often: more than six pivots of one route within an hour. It raises an alarm and keeps
 * no route where it is. Control loop only.
 */
public final class PivotBudget {

    public static final int MOST = 6;
    public static final Duration PERIOD = Duration.ofHours(1);

    private final Map<Long, Deque<Moment>> pivots = new HashMap<>();

    /** Counts these moves; the routes whose budget one of them is the first to exceed. */
    public List<Long> count(Collection<Shift> shifts, Moment at) {
        List<Long> exceeded = new ArrayList<>();
        for (Shift shift : shifts) {
            if (shift.isPivot() && exceeds(shift.assignment().routeId(), at)) {
                exceeded.add(shift.assignment().routeId());
            }
        }
        return exceeded;
    }

    /** Only the pivots within the period are kept, and no more than tell that the alarm was raised already. */
    private boolean exceeds(long routeId, Moment at) {
        Deque<Moment> recent = pivots.computeIfAbsent(routeId, id -> new ArrayDeque<>(MOST + 1));
        while (!recent.isEmpty() && at.since(recent.peekFirst()).compareTo(PERIOD) >= 0) {
            recent.removeFirst();
        }
        boolean exceeding = recent.size() == MOST;
        if (recent.size() > MOST) {
            recent.removeFirst();
        }
        recent.addLast(at);
        return exceeding;
    }

    /** Forgets routes that are gone. */
    public void retain(Set<Long> routeIds) {
        pivots.keySet().retainAll(routeIds);
    }
}

package dev.sluice.core.failover;

import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who served each route until now: turns one resolution after another into the differences between them. Control loop
 * only.
 */
public final class RouteLedger {

    private final Map<Long, Held> routes = new HashMap<>();

    /**
     * What was so about one route.
     *
     * @param lastServingId who served last, also during an outage; 0 if nobody ever did
     */
    private record Held(long homeId, long servingId, long lastServingId, Cause cause, Instant since) {

        static Held first(Assignment assignment, Moment now) {
            long serving = assignment.servingId();
            return new Held(assignment.homeId(), serving, serving, assignment.cause(), now.wall());
        }

        /** The next standing; {@code since} stays while the same peer carries the route. */
        Held then(Assignment next, Moment now) {
            return new Held(
                    next.homeId(),
                    next.servingId(),
                    next.servingId() != 0 ? next.servingId() : lastServingId,
                    next.cause(),
                    isCarriedElsewhere(next) ? now.wall() : since);
        }

        boolean isCarriedElsewhere(Assignment next) {
            return servingId != next.servingId() || isOutage(this) != next.isOutage();
        }

        boolean isStill(Assignment next) {
            return !isCarriedElsewhere(next) && cause == next.cause() && homeId == next.homeId();
        }
    }

    /**
     * One route whose carrier changed.
     *
     * @param fromId who carried it last; home if nobody ever did
     * @param sameHome whether the operator left the route's home as it was
     */
    public record Shift(Assignment assignment, long fromId, boolean sameHome) {

        /** Whether a substitute took the route over. */
        public boolean isPivot() {
            return assignment.isAway() && fromId != assignment.servingId();
        }

        /** Whether home took the route back from a substitute. */
        public boolean isFailback() {
            return sameHome
                    && assignment.servingId() != 0
                    && assignment.servingId() == assignment.homeId()
                    && fromId != assignment.homeId();
        }
    }

    /** The differences one resolution made. */
    public record Diff(List<Shift> shifts, List<AssignmentRow> rows, List<Long> removed) {}

    /** Takes over what the ledger knew before a restart. */
    public void restore(AssignmentRow row) {
        Cause cause = java.util.Arrays.stream(Cause.values())
                .filter(known -> known.wire().equals(row.cause()))
                .findFirst()
                .orElse(row.servingId() == 0 ? Cause.OUTAGE : Cause.HOME);
        routes.put(row.routeId(), new Held(row.homeId(), row.servingId(), row.lastServingId(), cause, row.since()));
    }

    /** Compares the newest resolution with the one before, and keeps it. */
    public Diff update(Map<Long, Assignment> newest, Moment now) {
        List<Shift> shifts = new ArrayList<>();
        List<AssignmentRow> rows = new ArrayList<>();
        for (Assignment assignment : newest.values()) {
            Held before = routes.get(assignment.routeId());
            if (before != null && before.isStill(assignment)) {
                continue;
            }
            boolean moved = before == null || before.isCarriedElsewhere(assignment);
            Held after = before == null ? Held.first(assignment, now) : before.then(assignment, now);
            routes.put(assignment.routeId(), after);
            rows.add(row(assignment, after));
            if (moved) {
                shifts.add(shift(assignment, before));
            }
        }
        List<Long> removed =
                routes.keySet().stream().filter(id -> !newest.containsKey(id)).toList();
        routes.keySet().removeAll(removed);
        return new Diff(shifts, rows, removed);
    }

    private static Shift shift(Assignment assignment, @Nullable Held before) {
        if (before == null) {
            return new Shift(assignment, assignment.homeId(), true);
        }
        long from = before.lastServingId != 0 ? before.lastServingId : before.homeId;
        if (from == 0) {
            from = assignment.homeId(); // a balanced pool until now: its requests came from all over it
        }
        return new Shift(assignment, from, before.homeId == assignment.homeId());
    }

    private static boolean isOutage(Held standing) {
        return standing.cause == Cause.OUTAGE || standing.cause == Cause.LOOPBACK_HOME_DOWN;
    }

    private static AssignmentRow row(Assignment assignment, Held after) {
        return new AssignmentRow(
                assignment.routeId(),
                after.homeId,
                after.servingId,
                after.lastServingId,
                after.cause.wire(),
                after.since);
    }

    /** Since when the route is served as it is. */
    public Instant since(long routeId, Instant otherwise) {
        Held standing = routes.get(routeId);
        return standing == null ? otherwise : standing.since;
    }
}

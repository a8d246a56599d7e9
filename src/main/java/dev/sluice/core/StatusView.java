package dev.sluice.core;

import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.Fleet;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteLedger;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.port.Moment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what is so, for those who ask: the admin API, metrics, explain. */
final class StatusView {

    private StatusView() {}

    static Snapshot of(
            Desired desired, Fleet fleet, Map<Long, Assignment> assignments, RouteLedger ledger, Moment now) {
        Map<Long, PeerStatus> peers = fleet.statuses();
        Map<Long, RouteStatus> routes = new HashMap<>(assignments.size() * 2);
        for (Assignment assignment : assignments.values()) {
            long id = assignment.routeId();
            routes.put(
                    id,
                    new RouteStatus(assignment, ledger.since(id, now.wall()), failbackDue(desired, assignment, peers)));
        }
        return new Snapshot(desired, peers, routes);
    }

    private static @Nullable Instant failbackDue(Desired desired, Assignment assignment, Map<Long, PeerStatus> peers) {
        if (!assignment.isAway()) {
            return null;
        }
        if (assignment.cause() == Cause.OVERRIDE) {
            RouteOverride override = desired.overrides().get(assignment.routeId());
            return override == null ? null : override.until();
        }
        if (assignment.cause() == Cause.HOME_DRILLED) {
            return desired.drills().values().stream()
                    .filter(drill -> drill.peerId() == assignment.homeId())
                    .map(Drill::endsAt)
                    .max(Instant::compareTo)
                    .orElse(null);
        }
        PeerStatus home = peers.get(assignment.homeId());
        return home == null ? null : home.cooldownEndsAt();
    }
}

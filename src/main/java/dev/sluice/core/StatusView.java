package dev.sluice.core;

import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Cause;
import dev.sluice.core.failover.Fleet;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.RouteLedger;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import dev.sluice.core.model.Peer;
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
            Desired desired,
            Fleet fleet,
            Map<Long, Assignment> assignments,
            RouteLedger ledger,
            Map<Long, Breakers> circuits,
            Map<Long, MirrorCounts> mirrors,
            Reachability reachability,
            Moment now) {
        Map<Long, PeerStatus> peers = fleet.statuses();
        Map<Long, RouteStatus> routes = new HashMap<>(assignments.size() * 2);
        for (Assignment assignment : assignments.values()) {
            long id = assignment.routeId();
            routes.put(
                    id,
                    new RouteStatus(assignment, ledger.since(id, now.wall()), failbackDue(desired, assignment, peers)));
        }
        return new Snapshot(desired, peers, routes, circuits, mirrors, reachability);
    }

    /** The later of what keeps the route away: the operator's word, a drill, home's cooldown. */
    private static @Nullable Instant failbackDue(Desired desired, Assignment assignment, Map<Long, PeerStatus> peers) {
        long homeId = assignment.homeId();
        Peer home = desired.peer(homeId);
        PeerStatus status = peers.get(homeId);
        if (!assignment.isAway() || home == null || !home.takesRequests() || status == null) {
            return null;
        }
        Instant due = drilledUntil(desired, homeId);
        RouteOverride override = desired.overrides().get(assignment.routeId());
        if (assignment.cause() == Cause.OVERRIDE && override != null) {
            if (override.until() == null) {
                return null;
            }
            due = later(due, override.until());
        }
        return switch (status.health().state()) {
            case ALIVE -> due;
            case COOLDOWN -> status.cooldownEndsAt() == null ? null : later(due, status.cooldownEndsAt());
            case UNKNOWN, DOWN -> null;
        };
    }

    private static @Nullable Instant drilledUntil(Desired desired, long peerId) {
        if (desired.drills().isEmpty()) {
            return null;
        }
        return desired.drills().values().stream()
                .filter(drill -> drill.peerId() == peerId)
                .map(Drill::endsAt)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a != null && a.isAfter(b) ? a : b;
    }
}

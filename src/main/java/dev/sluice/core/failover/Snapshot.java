package dev.sluice.core.failover;

import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.mirror.MirrorCounts;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Drill;
import java.util.Map;

/**
 * Desired and effective state at one publication. Immutable but for the live vitals; safe on any thread.
 *
 * @param peers by peer id
 * @param routes by route id; disabled routes are absent
 * @param circuits by route id, of routes that break them; live
 * @param mirrors by route id, of routes that have copies made; live
 * @param reachability newer than the rest, if agents said something since that moved no route
 */
public record Snapshot(
        Desired desired,
        Map<Long, PeerStatus> peers,
        Map<Long, RouteStatus> routes,
        Map<Long, Breakers> circuits,
        Map<Long, MirrorCounts> mirrors,
        Reachability reachability) {

    public static final Snapshot EMPTY =
            new Snapshot(Desired.EMPTY, Map.of(), Map.of(), Map.of(), Map.of(), Reachability.NONE);

    public Snapshot with(Reachability told) {
        return new Snapshot(desired, peers, routes, circuits, mirrors, told);
    }

    /** How many routes others serve because of that drill. */
    public int routesAwayByDrill(long drillId) {
        Drill drill = desired.drills().get(drillId);
        if (drill == null) {
            return 0;
        }
        return (int) routes.values().stream()
                .map(RouteStatus::assignment)
                .filter(assignment -> assignment.cause() == Cause.HOME_DRILLED && assignment.homeId() == drill.peerId())
                .count();
    }
}

package dev.sluice.core.failover;

import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Wire;
import dev.sluice.core.port.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a route would survive the loss of whoever serves it now.
 *
 * @param ontoPeerId who would serve it then; 0 if nobody would, or a policy would choose
 * @param whyNot null if it survives
 */
public record Readiness(
        long routeId,
        boolean survives,
        long ontoPeerId,
        @Nullable Obstacle whyNot) {

    /** What keeps a route from surviving. */
    public enum Obstacle implements Wire {
        /** Nobody serves it even now. */
        OUTAGE,
        /** Its target is the application itself. */
        REGULAR_PEER,
        /** Its LAN host is its gateway's own loopback. */
        LOOPBACK,
        /** The route says {@code failover: false}. */
        FAILOVER_OFF,
        /** Its home is in no enabled pool. */
        NO_POOL,
        /** Its pools have no other member. */
        NO_OTHER_MEMBER,
        /** No other member can serve now: DOWN, drained, drilled or disabled. */
        NO_USABLE_MEMBER,
        /** Others can serve, but their agents do not reach the LAN host. */
        LAN_HOST_UNREACHED
    }

    /**
     * The readiness of a route that is served as that assignment says.
     *
     * @param now when the reports on reaching its LAN host must still count
     */
    public static Readiness of(
            Route route, Assignment assignment, Desired desired, Reachability reachability, Moment now) {
        if (assignment.isOutage()) {
            return new Readiness(route.id(), false, 0, Obstacle.OUTAGE);
        }
        List<Long> ladder = assignment.classes().stream().flatMap(List::stream).toList();
        if (ladder.size() < 2) {
            return new Readiness(route.id(), false, 0, obstacle(route, desired));
        }
        List<Long> rest = ReachedFirst.promote(ladder.subList(1, ladder.size()), route.id(), reachability, now);
        boolean balanced = assignment.servingId() == 0;
        boolean reached = (balanced ? rest.stream() : rest.stream().limit(1))
                .anyMatch(peerId -> mayReach(peerId, route, reachability, now));
        if (!reached) {
            return new Readiness(route.id(), false, 0, Obstacle.LAN_HOST_UNREACHED);
        }
        return new Readiness(route.id(), true, balanced ? 0 : rest.get(0), null);
    }

    private static boolean mayReach(long peerId, Route route, Reachability reachability, Moment now) {
        Report report = reachability.fresh(peerId, route.id(), now);
        return report == null || report.reached();
    }

    private static Obstacle obstacle(Route route, Desired desired) {
        Target target = route.target();
        if (target instanceof Target.Regular) {
            return Obstacle.REGULAR_PEER;
        }
        if (target instanceof Target.Gateway) {
            if (!route.failover()) {
                return Obstacle.FAILOVER_OFF;
            }
            if (Candidates.isHomesOwn(route, target.homeId(), desired)) {
                return Obstacle.LOOPBACK;
            }
            if (desired.enabledPoolsOf(target.homeId()).isEmpty()) {
                return Obstacle.NO_POOL;
            }
        }
        return Candidates.of(route, desired).size() < 2 ? Obstacle.NO_OTHER_MEMBER : Obstacle.NO_USABLE_MEMBER;
    }
}

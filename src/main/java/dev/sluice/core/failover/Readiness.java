package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.Wire;
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
        OUTAGE("nothing serves it now"),
        /** Its target is the application itself. */
        REGULAR_PEER("it goes to the application itself, which no other peer can stand in for"),
        /** Its LAN host is its gateway's own loopback. */
        LOOPBACK("its LAN host is the gateway itself"),
        /** The route says {@code failover: false}. */
        FAILOVER_OFF("its failover is switched off"),
        /** Its home is in no enabled pool. */
        NO_POOL("its home is in no enabled pool"),
        /** Its pools have no other member. */
        NO_OTHER_MEMBER("the pool has no other member"),
        /** No other member can serve now: DOWN, drained or disabled. */
        NO_USABLE_MEMBER("no other member of the pool is usable"),
        /** Others can serve, but their agents do not reach the LAN host. */
        LAN_HOST_UNREACHED("no other member reaches its LAN host");

        private final String words;

        Obstacle(String words) {
            this.words = words;
        }

        /** The same as the end of a sentence that begins with "nobody would serve it:". */
        public String words() {
            return words;
        }
    }

    /**
     * The readiness of a route that is served as that assignment says: what the resolver would say if whoever serves it were
     * DOWN, for a balanced pool each of those that the next request may go to.
     */
    public static Readiness of(Route route, Assignment assignment, Losses losses) {
        if (assignment.isOutage()) {
            return new Readiness(route.id(), false, 0, Obstacle.OUTAGE);
        }
        boolean chosen = assignment.servingId() != 0;
        List<Long> carriers =
                chosen ? List.of(assignment.servingId()) : assignment.classes().get(0);
        long onto = 0;
        for (long carrier : carriers) {
            Assignment after = losses.of(carrier).resolve(route);
            if (after.isOutage()) {
                return new Readiness(route.id(), false, 0, obstacle(route, losses.desired()));
            }
            if (!reaches(after, route, losses)) {
                return new Readiness(route.id(), false, 0, Obstacle.LAN_HOST_UNREACHED);
            }
            onto = chosen ? after.servingId() : 0;
        }
        return new Readiness(route.id(), true, onto, null);
    }

    private static boolean reaches(Assignment after, Route route, Losses losses) {
        return after.servingId() != 0
                ? losses.mayReach(after.servingId(), route)
                : after.classes().stream().flatMap(List::stream).anyMatch(peerId -> losses.mayReach(peerId, route));
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

package dev.sluice.core.rule;

import dev.sluice.core.failover.Candidates;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import org.jspecify.annotations.Nullable;

/** Who needs what: the references among desired things. */
public final class Usage {

    private Usage() {}

    /** A route that goes to the pool, or null if none does. */
    static @Nullable Route ofPool(long poolId, Desired desired) {
        return desired.routes().values().stream()
                .filter(route -> route.target().poolId() == poolId)
                .findFirst()
                .orElse(null);
    }

    /** A route whose home is the peer, or null if there is none. */
    static @Nullable Route ofHome(long peerId, Desired desired) {
        return desired.routes().values().stream()
                .filter(route -> route.target().homeId() == peerId)
                .findFirst()
                .orElse(null);
    }

    /** Refuses to leave a pool empty that a route goes to. */
    static void refuseEmptying(Pool pool, Desired desired) {
        Route user = ofPool(pool.id(), desired);
        if (user != null) {
            throw new Rejection(
                    RejectionCode.LAST_MEMBER_IN_USE,
                    "Route " + user.label() + " goes to pool " + pool.name() + ", which would have no member left");
        }
    }

    /** The state without overrides to peers that may not serve their routes any more. A disabled pool may come back. */
    public static Desired withoutIdleOverrides(Desired desired) {
        Desired kept = desired;
        for (RouteOverride override : desired.overrides().values()) {
            Route route = desired.route(override.routeId());
            if (route == null || !mayServe(override.peerId(), route, desired)) {
                kept = kept.withoutOverride(override.routeId());
            }
        }
        return kept;
    }

    private static boolean mayServe(long peerId, Route route, Desired desired) {
        long home = route.target().homeId();
        if (peerId == home) {
            return true;
        }
        if (home != 0 && !Candidates.mayLeaveHome(route, desired)) {
            return false;
        }
        return desired.pools().values().stream()
                .filter(pool -> pool.id() == route.target().poolId() || (home != 0 && pool.has(home)))
                .anyMatch(pool -> pool.has(peerId));
    }
}

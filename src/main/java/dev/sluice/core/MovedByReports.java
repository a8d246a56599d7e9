package dev.sluice.core;

import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Reachability;
import dev.sluice.core.failover.Resolver;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what an agent said moves a route. Agents repeat themselves every few seconds, and a decision goes through every
 * route: so only those that somebody doubts are looked at first.
 */
final class MovedByReports {

    private MovedByReports() {}

    /**
     * Whether it does.
     *
     * @param told the routes that were told of
     * @param before what was known before it was told
     * @param now as last decided, with what is known now
     */
    static boolean any(Set<Long> told, Reachability before, Snapshot now, Map<Long, PeerHealth> health, Moment moment) {
        Set<Long> doubted = new HashSet<>(before.doubted());
        doubted.addAll(now.reachability().doubted());
        doubted.retainAll(told);
        if (doubted.isEmpty()) {
            return false;
        }
        Desired desired = now.desired();
        Resolver resolver = new Resolver(desired, health, now.reachability(), moment);
        return doubted.stream()
                .anyMatch(id -> isMoved(desired.route(id), now.routes().get(id), resolver));
    }

    private static boolean isMoved(@Nullable Route route, @Nullable RouteStatus decided, Resolver resolver) {
        return route != null && decided != null && !resolver.resolve(route).equals(decided.assignment());
    }
}

package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Which peers may ever serve a route, in order of preference, by the operator's will alone: what the peers' health then
 * makes of them is the resolver's part.
 */
public final class Candidates {

    private Candidates() {}

    /** The candidates of the route: home first, then its siblings by pool id, priority and peer id; or a pool's members. */
    public static List<Long> of(Route route, Desired desired) {
        Target target = route.target();
        if (target instanceof Target.Pooled pooled) {
            Pool pool = desired.pool(pooled.poolId());
            return pool == null || !pool.enabled() ? List.of() : members(pool);
        }
        return mayLeaveHome(route, desired) ? withSiblings(target.homeId(), desired) : List.of(target.homeId());
    }

    /**
     * Whether a substitute may ever stand in for the route's home: not for a regular peer, not against {@code failover:
     * false}, and not for a loopback LAN host, which means "on that gateway itself", unless home's own LAN address is known.
     */
    public static boolean mayLeaveHome(Route route, Desired desired) {
        if (!(route.target() instanceof Target.Gateway gateway) || !route.failover()) {
            return false;
        }
        return !isHomesOwn(route, gateway.peerId(), desired);
    }

    /** Whether the route's LAN host means "on home itself" and nothing says where else home can be met. */
    static boolean isHomesOwn(Route route, long homeId, Desired desired) {
        if (homeId == 0 || !route.isLoopback()) {
            return false;
        }
        return desired.lanAddress(homeId) == null;
    }

    /** Home, then the members of the enabled pools that contain it. */
    static List<Long> withSiblings(long homeId, Desired desired) {
        Set<Long> ordered = new LinkedHashSet<>();
        ordered.add(homeId);
        for (Pool pool : desired.enabledPoolsOf(homeId)) {
            ordered.addAll(members(pool));
        }
        return new ArrayList<>(ordered);
    }

    /** Whether another peer of an enabled pool of its is ALIVE and takes requests: somebody to fail back from. */
    static boolean hasAliveSibling(long peerId, Desired desired, LongPredicate isAlive) {
        for (Pool pool : desired.enabledPoolsOf(peerId)) {
            for (Member member : pool.members()) {
                Peer other = member.peerId() == peerId ? null : desired.peer(member.peerId());
                if (other != null && other.takesRequests() && isAlive.test(other.id())) {
                    return true;
                }
            }
        }
        return false;
    }

    static List<Long> members(Pool pool) {
        return pool.members().stream().map(Member::peerId).toList();
    }
}

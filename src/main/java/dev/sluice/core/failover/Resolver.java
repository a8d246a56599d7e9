package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who serves each route. Pure and level-triggered: the same desired state, health and reachability give the same
 * answer, whatever happened before, so there is no edge to miss. One instance resolves one moment; it shares what equal
 * routes have in common, so that ten thousand of them cost little more than one.
 */
public final class Resolver {

    private final Desired desired;
    private final Standing standing;
    private final Reachability reachability;
    private final Set<Long> doubted;
    private final Moment now;
    private final Map<Kin, Assignment> shared = new HashMap<>();

    /** All routes of one home (or pool) that may or may not leave it resolve alike. */
    private record Kin(long homeId, long poolId, boolean gateway, boolean failover, boolean homesOwn) {}

    public Resolver(Desired desired, Map<Long, PeerHealth> health, Reachability reachability, Moment now) {
        this.desired = desired;
        this.standing = new Standing(desired, health, now);
        this.reachability = reachability;
        this.doubted = reachability.doubted();
        this.now = now;
    }

    public Standing standing() {
        return standing;
    }

    /** Every enabled route's assignment, by route id, ascending. */
    public Map<Long, Assignment> resolve() {
        Map<Long, Assignment> all = new LinkedHashMap<>(desired.routes().size() * 2);
        for (Route route : desired.routes().values()) {
            if (route.enabled()) {
                all.put(route.id(), resolve(route));
            }
        }
        return all;
    }

    /** One route's assignment. */
    public Assignment resolve(Route route) {
        RouteOverride override = desired.overrides().get(route.id());
        if (override == null && !doubted.contains(route.id())) {
            Target target = route.target();
            Kin kin = new Kin(
                    target.homeId(),
                    target.poolId(),
                    target instanceof Target.Gateway,
                    route.failover(),
                    Candidates.isHomesOwn(route, target.homeId(), desired));
            Assignment twin = shared.computeIfAbsent(kin, k -> compute(route, null));
            return twin.routeId() == route.id()
                    ? twin
                    : new Assignment(
                            route.id(),
                            twin.homeId(),
                            twin.poolId(),
                            twin.servingId(),
                            twin.cause(),
                            twin.classes(),
                            twin.lastResortId());
        }
        return compute(route, override);
    }

    private Assignment compute(Route route, @Nullable RouteOverride override) {
        List<Long> candidates = Candidates.of(route, desired);
        long chosen =
                override != null && candidates.contains(override.peerId()) && holds(override) ? override.peerId() : 0;
        Pool pool = route.target() instanceof Target.Pooled pooled ? desired.pool(pooled.poolId()) : null;
        if (pool != null && pool.mode() == PoolMode.LOAD_BALANCING) {
            return balanced(route, pool, candidates, chosen);
        }
        long homeId = pool == null ? route.target().homeId() : firstOf(candidates);
        return ordered(route, homeId, candidates, chosen);
    }

    private static long firstOf(List<Long> candidates) {
        return candidates.isEmpty() ? 0 : candidates.get(0);
    }

    /** The operator's word counts while its peer is wanted and ALIVE, or in a COOLDOWN that the operator knew of. */
    private boolean holds(RouteOverride override) {
        if (override.until() != null && !override.until().isAfter(now.wall())) {
            return false;
        }
        long peerId = override.peerId();
        if (standing.is(peerId, HealthState.ALIVE)) {
            return true;
        }
        PeerHealth health = standing.health(peerId);
        return standing.is(peerId, HealthState.COOLDOWN)
                && health != null
                && health.cooldownStarted() != null
                && !health.cooldownStarted().wall().isAfter(override.setAt());
    }

    /** Pinned routes and failover pools: one order, home before its siblings within each state. */
    private Assignment ordered(Route route, long homeId, List<Long> candidates, long chosen) {
        List<Long> order = new ArrayList<>(candidates.size());
        if (chosen != 0) {
            order.add(chosen);
        }
        for (HealthState state : List.of(HealthState.ALIVE, HealthState.COOLDOWN, HealthState.UNKNOWN)) {
            for (long peerId : candidates) {
                if (peerId != chosen && standing.is(peerId, state)) {
                    order.add(peerId);
                }
            }
        }
        if (order.isEmpty()) {
            boolean homesOwn = Candidates.isHomesOwn(route, route.target().homeId(), desired);
            Cause why = homesOwn ? Cause.LOOPBACK_HOME_DOWN : Cause.OUTAGE;
            return new Assignment(
                    route.id(), homeId, poolFor(route, homeId, 0), 0, why, List.of(), lastResort(candidates));
        }
        if (chosen == 0 && doubted.contains(route.id())) {
            order = ReachedFirst.promote(order, route.id(), reachability, now);
        }
        long serving = order.get(0);
        Cause cause = serving == homeId ? Cause.HOME : standing.causeAway(homeId);
        if (serving == chosen && (chosen != homeId || standing.is(homeId, HealthState.COOLDOWN))) {
            cause = Cause.OVERRIDE;
        }
        return new Assignment(
                route.id(), homeId, poolFor(route, homeId, serving), serving, cause, List.of(List.copyOf(order)), 0);
    }

    /** Load balancing: the policy chooses per request within each class. */
    private Assignment balanced(Route route, Pool pool, List<Long> candidates, long chosen) {
        List<List<Long>> classes = new ArrayList<>(4);
        if (chosen != 0) {
            classes.add(List.of(chosen));
        }
        for (HealthState state : List.of(HealthState.ALIVE, HealthState.COOLDOWN, HealthState.UNKNOWN)) {
            List<Long> equals = candidates.stream()
                    .filter(peerId -> peerId != chosen && standing.is(peerId, state))
                    .toList();
            if (!equals.isEmpty()) {
                classes.add(equals);
            }
        }
        if (chosen == 0 && doubted.contains(route.id())) {
            classes = ReachedFirst.rank(classes, route.id(), reachability, now);
        }
        Cause cause = classes.isEmpty() ? Cause.OUTAGE : chosen != 0 ? Cause.OVERRIDE : Cause.BALANCED;
        long lastResort = classes.isEmpty() ? lastResort(candidates) : 0;
        return new Assignment(route.id(), 0, pool.id(), chosen, cause, List.copyOf(classes), lastResort);
    }

    /** The enabled pool that the failover goes by: the first that holds home and whoever serves; 0 if none may help. */
    private long poolFor(Route route, long homeId, long servingId) {
        if (route.target() instanceof Target.Pooled pooled) {
            return pooled.poolId();
        }
        List<Pool> pools = Candidates.mayLeaveHome(route, desired) ? desired.enabledPoolsOf(homeId) : List.of();
        for (Pool pool : pools) {
            if (servingId == 0 || pool.has(servingId)) {
                return pool.id();
            }
        }
        return pools.isEmpty() ? 0 : pools.get(0).id();
    }

    /** An only candidate that says no rather than nothing may be back before the watchdog's next look. */
    private long lastResort(List<Long> candidates) {
        List<Long> wanted = candidates.stream().filter(standing::isWanted).toList();
        if (wanted.size() != 1) {
            return 0;
        }
        long only = wanted.get(0);
        PeerHealth health = standing.health(only);
        return health != null && health.state() == HealthState.DOWN && !health.lastUnanswered() ? only : 0;
    }
}

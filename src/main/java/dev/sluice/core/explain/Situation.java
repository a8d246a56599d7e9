package dev.sluice.core.explain;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be explained about one route at one moment.
 *
 * @param firsts the peers that a request may be sent to first: one, or those that the policy chooses among; empty in an outage,
 *     and where the route leaves all of them alone
 * @param chosenId the one that this caller's is sent to first; 0 if nobody, or nobody can say beforehand
 */
record Situation(
        RoutePlan plan,
        Snapshot now,
        Moment moment,
        RouteStatus status,
        Standing standing,
        Unreached unreached,
        List<Long> firsts,
        long chosenId) {

    static Situation of(RoutePlan plan, Snapshot now, Moment moment, @Nullable Caller caller) {
        RouteStatus status =
                Objects.requireNonNull(now.routes().get(plan.route().id()), "a route without a status");
        List<Long> firsts = plan.ladder().firsts(upstream -> !isLeftAlone(plan, upstream.peerId())).stream()
                .map(Upstream::peerId)
                .distinct()
                .toList();
        Map<Long, PeerHealth> health = new HashMap<>();
        now.peers().forEach((id, peer) -> health.put(id, peer.health()));
        return new Situation(
                plan,
                now,
                moment,
                status,
                new Standing(now.desired(), health, moment),
                new Unreached(plan.route(), now, moment),
                firsts,
                chosen(plan, firsts, policy(status.assignment(), now.desired()), caller));
    }

    /** Whether no request of the route passes to that peer now, for the route's own sake. */
    private static boolean isLeftAlone(RoutePlan plan, long peerId) {
        Breaker circuit =
                plan.circuits() == null ? null : plan.circuits().byPeer().get(peerId);
        return circuit != null && circuit.shutFor() > 0;
    }

    boolean isLeftAlone(long peerId) {
        return isLeftAlone(plan, peerId);
    }

    private static long chosen(
            RoutePlan plan, List<Long> firsts, @Nullable LoadBalancingPolicy policy, @Nullable Caller caller) {
        if (firsts.isEmpty()) {
            return 0;
        }
        if (policy == null || firsts.size() == 1) {
            return firsts.get(0); // those of a class of equals are in order of priority
        }
        return policy != LoadBalancingPolicy.IP_HASH || caller == null
                ? 0
                : Arrays.stream(plan.order(caller))
                        .map(Upstream::peerId)
                        .filter(firsts::contains)
                        .findFirst()
                        .orElse(0L);
    }

    private static @Nullable LoadBalancingPolicy policy(Assignment assignment, Desired desired) {
        Pool pool = desired.pool(assignment.poolId());
        return pool == null || assignment.homeId() != 0 ? null : pool.policy();
    }

    Route route() {
        return plan.route();
    }

    Desired desired() {
        return now.desired();
    }

    Assignment assignment() {
        return status.assignment();
    }

    /** What the route's balanced pool chooses by; null where priority decides. */
    @Nullable
    LoadBalancingPolicy policy() {
        return policy(assignment(), desired());
    }

    Map<Long, PeerHealth> health() {
        Map<Long, PeerHealth> health = new HashMap<>();
        now.peers().forEach((id, peer) -> health.put(id, peer.health()));
        return health;
    }

    boolean isSuspect(long peerId) {
        PeerStatus peer = now.peers().get(peerId);
        return peer != null && peer.vitals().isSuspect();
    }

    String name(long peerId) {
        Peer peer = desired().peer(peerId);
        return peer == null ? "nobody" : peer.name();
    }

    String home() {
        return name(assignment().homeId());
    }

    /** A time in UTC to the millisecond, as everywhere in the API. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}

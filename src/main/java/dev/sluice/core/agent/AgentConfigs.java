package dev.sluice.core.agent;

import dev.sluice.core.failover.Candidates;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes agents' configs, of any number of agents in one walk over the routes: with every change of what the operator wants they
 * are made anew, so what is told of a route is made and hashed once, for all who are told it.
 */
public final class AgentConfigs {

    private final Desired desired;
    private final Map<Long, AgentShare> shares = new LinkedHashMap<>();
    private final Map<Source, List<AgentShare>> together = new HashMap<>();

    /** A pool or a home; the other is 0. */
    private record Source(long poolId, long homeId) {}

    private AgentConfigs(Desired desired, Collection<Long> peerIds) {
        this.desired = desired;
        for (long peerId : peerIds) {
            Peer peer = desired.peer(peerId);
            if (peer != null) {
                shares.put(peerId, new AgentShare(peer, desired.hop(peerId)));
            }
        }
    }

    /** The configs of all paired agents, by peer id. */
    public static Map<Long, AgentConfig> ofPaired(Desired desired) {
        return of(desired, desired.pairings().keySet());
    }

    /** The configs for those peers, by peer id; none for a peer that there is not. */
    public static Map<Long, AgentConfig> of(Desired desired, Collection<Long> peerIds) {
        return new AgentConfigs(desired, peerIds).make();
    }

    private Map<Long, AgentConfig> make() {
        for (Route route : desired.routes().values()) {
            if (route.enabled() && route.target().lan() != null) {
                hand(route);
            }
        }
        Map<Long, AgentConfig> configs = new LinkedHashMap<>();
        shares.forEach((peerId, share) -> configs.put(peerId, share.whole()));
        return configs;
    }

    /** To each agent that may ever serve the route. */
    private void hand(Route route) {
        Telling told = null;
        for (AgentShare share : sharers(route)) {
            LanHost seen = LanView.of(route, share.peerId(), desired);
            if (seen != null) {
                // Home sees a loopback host otherwise than its substitutes, who all see the same.
                told = told != null && told.lan().equals(seen) ? told : Telling.of(route, seen);
                share.add(told);
            }
        }
    }

    /** Those of the agents; the same for all routes of one home that may leave it, and for all of one pool. */
    private List<AgentShare> sharers(Route route) {
        Target target = route.target();
        boolean alike = target.poolId() != 0 || Candidates.mayLeaveHome(route, desired);
        return alike
                ? together.computeIfAbsent(new Source(target.poolId(), target.homeId()), source -> sharersOf(route))
                : sharersOf(route);
    }

    private List<AgentShare> sharersOf(Route route) {
        return Candidates.of(route, desired).stream()
                .map(shares::get)
                .filter(Objects::nonNull)
                .toList();
    }
}

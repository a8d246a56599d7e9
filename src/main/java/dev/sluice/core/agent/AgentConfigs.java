package dev.sluice.core.agent;

import dev.sluice.core.failover.Candidates;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.L4Listener;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes agents' configs, of any number of agents in one walk over the routes. */
public final class AgentConfigs {

    private final Desired desired;
    private final Map<Long, List<AgentRoute>> routes = new LinkedHashMap<>();
    private final Map<Long, List<AgentL4Route>> l4Routes = new LinkedHashMap<>();

    private AgentConfigs(Desired desired, Collection<Long> peerIds) {
        this.desired = desired;
        for (long peerId : peerIds) {
            if (desired.peer(peerId) != null) {
                routes.put(peerId, new ArrayList<>());
                l4Routes.put(peerId, new ArrayList<>());
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
        routes.forEach((peerId, carried) -> {
            Peer peer = desired.peer(peerId);
            List<AgentL4Route> listening = l4Routes.get(peerId);
            if (peer != null && listening != null) {
                configs.put(peerId, AgentConfig.of(peer, desired.hop(peerId), carried, listening));
            }
        });
        return configs;
    }

    /** To each agent that may ever serve the route. */
    private void hand(Route route) {
        for (long peerId : Candidates.of(route, desired)) {
            List<AgentRoute> carried = routes.get(peerId);
            List<AgentL4Route> listening = l4Routes.get(peerId);
            LanHost seen = carried == null ? null : LanView.of(route, peerId, desired);
            if (seen == null || carried == null || listening == null) {
                continue;
            }
            L4Listener l4 = route.l4();
            if (l4 == null) {
                carried.add(new AgentRoute(
                        route.id(), route.domain(), route.pathPrefix(), seen, route.lanTls(), route.wakeMac()));
            } else {
                listening.add(
                        new AgentL4Route(route.id(), route.domain(), l4.port(), l4.tlsMode(), seen, route.wakeMac()));
            }
        }
    }
}

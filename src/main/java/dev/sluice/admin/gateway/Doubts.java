package dev.sluice.admin.gateway;

import dev.sluice.core.agent.AgentConfig;
import dev.sluice.core.agent.AgentL4Route;
import dev.sluice.core.agent.AgentRoute;
import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.LanHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each agent last said that it cannot reach. Where an agent's word changes, the others that have the same route are to
 * look for themselves: theirs counts only if they looked after that. One event loop.
 */
final class Doubts {

    /** So many LAN hosts are looked at on one word; the rest in their own time. */
    private static final int MOST_HOSTS = 1_000;

    private final Map<Long, Set<Long>> unreached = new HashMap<>();

    /** The routes of which this agent says something else than before; of those it never spoke of, that it reached them. */
    Set<Long> heard(long peerId, Map<Long, Report> reports) {
        Set<Long> known = unreached.computeIfAbsent(peerId, id -> new HashSet<>());
        Set<Long> changed = new HashSet<>();
        reports.forEach((routeId, report) -> {
            if (report.reached() ? known.remove(routeId) : known.add(routeId)) {
                changed.add(routeId);
            }
        });
        return changed;
    }

    /** Of these routes those that an agent with that config has, one for each LAN host. */
    static List<Long> toLookAt(AgentConfig config, Set<Long> changed) {
        Set<LanHost> hosts = new HashSet<>();
        List<Long> routes = new ArrayList<>();
        for (AgentRoute route : config.routes()) {
            add(route.id(), route.lan(), changed, hosts, routes);
        }
        for (AgentL4Route route : config.l4Routes()) {
            add(route.id(), route.lan(), changed, hosts, routes);
        }
        return routes;
    }

    private static void add(long id, LanHost host, Set<Long> changed, Set<LanHost> hosts, List<Long> routes) {
        if (changed.contains(id) && hosts.size() < MOST_HOSTS && hosts.add(host)) {
            routes.add(id);
        }
    }

    /** Nobody else is an agent any more. */
    void retain(Set<Long> peerIds) {
        unreached.keySet().retainAll(peerIds);
    }
}

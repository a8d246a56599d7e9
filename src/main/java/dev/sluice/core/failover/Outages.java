package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which pools, and which routes that no pool backs, have nobody left to serve. Turns one state after another into
 * beginnings and ends: each beginning has one end, also when what was lost is disabled or deleted. Control loop only.
 */
public final class Outages {

    private Set<Long> pools = Set.of();
    private Map<Long, Long> homeOfRoute = Map.of();

    /** What began and what ended; poolless routes are told of together, by their home. */
    public record Diff(
            List<Long> poolsLost,
            List<Long> poolsBack,
            Map<Long, Set<Long>> homesLost,
            Map<Long, Set<Long>> homesBack) {}

    public Diff update(Desired desired, Standing standing, Map<Long, Assignment> assignments) {
        Set<Long> nowPools = new TreeSet<>();
        for (Pool pool : desired.pools().values()) {
            if (pool.enabled()
                    && !pool.members().isEmpty()
                    && pool.members().stream().map(Member::peerId).noneMatch(standing::isUsable)) {
                nowPools.add(pool.id());
            }
        }
        Map<Long, Long> nowRoutes = new TreeMap<>();
        for (Assignment assignment : assignments.values()) {
            if (assignment.isOutage() && assignment.poolId() == 0) {
                nowRoutes.put(assignment.routeId(), assignment.homeId());
            }
        }
        Diff diff = new Diff(
                without(nowPools, pools),
                without(pools, nowPools),
                byHome(nowRoutes, homeOfRoute),
                byHome(homeOfRoute, nowRoutes));
        pools = nowPools;
        homeOfRoute = nowRoutes;
        return diff;
    }

    private static List<Long> without(Set<Long> all, Set<Long> known) {
        return all.stream().filter(id -> !known.contains(id)).toList();
    }

    private static Map<Long, Set<Long>> byHome(Map<Long, Long> all, Map<Long, Long> known) {
        Map<Long, Set<Long>> rest = new TreeMap<>();
        all.forEach((routeId, homeId) -> {
            if (!known.containsKey(routeId)) {
                rest.computeIfAbsent(homeId, home -> new TreeSet<>()).add(routeId);
            }
        });
        return rest;
    }
}

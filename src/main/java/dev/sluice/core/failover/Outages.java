package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Pool;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which pools, and which peers that routes are pinned to outside any pool, have nobody left to serve. Turns one state
 * after another into beginnings and ends. Control loop only.
 */
public final class Outages {

    private Set<Long> pools = new HashSet<>();
    private Map<Long, Set<Long>> homes = new LinkedHashMap<>();

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
        Map<Long, Set<Long>> nowHomes = new LinkedHashMap<>();
        for (Assignment assignment : assignments.values()) {
            if (assignment.isOutage() && assignment.poolId() == 0) {
                nowHomes.computeIfAbsent(assignment.homeId(), home -> new TreeSet<>())
                        .add(assignment.routeId());
            }
        }
        Diff diff = new Diff(
                nowPools.stream().filter(id -> !pools.contains(id)).toList(),
                pools.stream()
                        .filter(id -> !nowPools.contains(id))
                        .filter(desired.pools()::containsKey)
                        .toList(),
                without(nowHomes, homes),
                without(homes, nowHomes));
        pools = nowPools;
        homes = nowHomes;
        return diff;
    }

    private static Map<Long, Set<Long>> without(Map<Long, Set<Long>> all, Map<Long, Set<Long>> known) {
        Map<Long, Set<Long>> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(known.keySet());
        return rest;
    }
}

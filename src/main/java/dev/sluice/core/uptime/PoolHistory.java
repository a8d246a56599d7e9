package dev.sluice.core.uptime;

import dev.sluice.core.model.Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which pools there were, and whom they had: back from how they are now, change by change. Immutable. */
final class PoolHistory {

    /** By pool, newest first. */
    private final Map<Long, List<PoolEra>> eras = new TreeMap<>();

    /**
     * That of the present pools and those that are gone.
     *
     * @param changes in the order of time
     */
    PoolHistory(Map<Long, Pool> now, List<PoolChange> changes) {
        Map<Long, List<PoolChange>> ofEach = new HashMap<>();
        now.keySet().forEach(id -> ofEach.put(id, new ArrayList<>()));
        changes.forEach(change -> ofEach.computeIfAbsent(change.poolId(), fresh -> new ArrayList<>())
                .add(change));
        ofEach.forEach((id, own) -> eras.put(id, eras(PoolEra.now(now.get(id)), own)));
    }

    private static List<PoolEra> eras(PoolEra now, List<PoolChange> changes) {
        List<PoolEra> eras = new ArrayList<>();
        PoolEra era = now;
        for (int i = changes.size() - 1; i >= 0; i--) {
            eras.add(era.since(changes.get(i)));
            era = era.before(changes.get(i));
        }
        eras.add(era);
        return eras;
    }

    /** Which enabled pools had that peer, without gaps. */
    List<Backing> having(long peerId, Instant begin, Instant end) {
        Map<Long, List<PoolEra>> backing = new TreeMap<>();
        TreeSet<Instant> turns = new TreeSet<>();
        eras.forEach((id, all) -> {
            List<PoolEra> those = all.stream()
                    .filter(era -> era.enabled() && era.members().contains(peerId))
                    .toList();
            if (!those.isEmpty()) {
                backing.put(id, those);
                those.forEach(era -> turns.addAll(List.of(era.from(), era.to())));
            }
        });
        List<Backing> backings = new ArrayList<>();
        Instant from = begin;
        for (Instant turn : turns.tailSet(begin, false).headSet(end, false)) {
            add(backings, new Backing(from, turn, at(backing, from)));
            from = turn;
        }
        add(backings, new Backing(from, end, at(backing, from)));
        return backings;
    }

    private static List<Long> at(Map<Long, List<PoolEra>> backing, Instant moment) {
        return backing.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(era -> era.has(moment)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Makes one of two that are the same. */
    private static void add(List<Backing> to, Backing next) {
        int last = to.size() - 1;
        if (last >= 0 && to.get(last).pools().equals(next.pools())) {
            to.set(last, new Backing(to.get(last).from(), next.to(), next.pools()));
        } else {
            to.add(next);
        }
    }
}

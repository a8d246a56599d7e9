package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which enabled pools would survive the loss of a member. Turns one state after another into the changes between them, so that
 * each is told once. Control loop only.
 */
public final class Standbys {

    private enum Backing {
        /** At least two members can serve. */
        READY,
        /** Only one can: the others are DOWN or drilled. */
        UNREADY,
        /** By the operator's will there is only one. */
        ALONE
    }

    private Map<Long, Backing> pools = Map.of();

    /**
     * Pools whose backing changed.
     *
     * @param alone those that have one member left by the operator's will
     * @param unready those that have one usable member left
     * @param ready those that have two again
     */
    public record Diff(List<Long> alone, List<Long> unready, List<Long> ready) {}

    /** Compares with the state before, and keeps this one. */
    public Diff update(Desired desired, Standing standing) {
        Map<Long, Backing> now = new TreeMap<>();
        for (Pool pool : desired.pools().values()) {
            if (pool.enabled() && !pool.members().isEmpty()) {
                now.put(pool.id(), backing(pool, desired, standing));
            }
        }
        Diff diff = new Diff(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        now.forEach((id, backing) -> {
            Backing before = pools.getOrDefault(id, Backing.READY);
            if (backing != before) {
                switch (backing) {
                    case ALONE -> diff.alone().add(id);
                    case UNREADY -> diff.unready().add(id);
                    case READY -> diff.ready().add(id);
                }
            }
        });
        pools = now;
        return diff;
    }

    private static Backing backing(Pool pool, Desired desired, Standing standing) {
        List<Long> wanted = pool.members().stream()
                .map(Member::peerId)
                .filter(id -> takesRequests(desired.peer(id)))
                .toList();
        if (wanted.size() < 2) {
            return Backing.ALONE;
        }
        return wanted.stream().filter(standing::isUsable).count() < 2 ? Backing.UNREADY : Backing.READY;
    }

    private static boolean takesRequests(@Nullable Peer peer) {
        return peer != null && peer.takesRequests();
    }
}

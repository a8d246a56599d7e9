package dev.sluice.system;

import dev.sluice.testing.StandInCrowd.Gateway;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a random walk wants, and what is physically so, kept by the test itself. Who must serve follows from
 * this and from the peers' states by a rule of its own, written from the design and not from the program.
 */
final class WalkModel {

    final Map<Long, Peer> peers = new TreeMap<>();
    final Map<Long, Pool> pools = new TreeMap<>();
    final Map<Long, Route> routes = new TreeMap<>();

    /** A gateway, wanted and real. */
    static final class Peer {
        final Gateway gateway;
        boolean enabled = true;
        boolean drained;
        boolean answers = true;
        /** As Sluice last said; checked against what is physically so. */
        String state = "unknown";

        Peer(Gateway gateway) {
            this.gateway = gateway;
        }

        boolean isWanted() {
            return enabled && !drained;
        }
    }

    /** A pool; its members best first. */
    static final class Pool {
        final boolean balanced;
        boolean enabled = true;
        List<Long> members;

        Pool(boolean balanced, List<Long> members) {
            this.balanced = balanced;
            this.members = members;
        }
    }

    /** A route to a home or to a pool, whichever is not 0. */
    static final class Route {
        final String domain;
        long home;
        final long pool;
        long override;
        /** Whether the override was given while its peer was in this very COOLDOWN. */
        boolean knewOfCooldown;

        Route(String domain, long home, long pool) {
            this.domain = domain;
            this.home = home;
            this.pool = pool;
        }
    }

    /** Forgets overrides to peers that may not serve their route any more. */
    void dropIdleOverrides() {
        for (Route route : routes.values()) {
            if (!candidates(route, true).contains(route.override)) {
                route.override = 0;
            }
        }
    }

    boolean isHome(long peer) {
        return routes.values().stream().anyMatch(route -> route.home == peer);
    }

    /** Who may ever serve, best first. */
    List<Long> candidates(Route route, boolean withDisabledPools) {
        Set<Long> candidates = new LinkedHashSet<>();
        if (route.home != 0) {
            candidates.add(route.home);
        }
        pools.forEach((id, pool) -> {
            boolean counts = route.home == 0 ? id == route.pool : pool.members.contains(route.home);
            if (counts && (pool.enabled || withDisabledPools)) {
                candidates.addAll(pool.members);
            }
        });
        return new ArrayList<>(candidates);
    }

    boolean isBalanced(Route route) {
        Pool pool = pools.get(route.pool);
        return pool != null && pool.balanced;
    }

    /** The peers that may get the next request, any of them: one, several of a balanced pool, or none. */
    List<Long> serving(Route route) {
        List<Long> candidates = candidates(route, false);
        if (candidates.contains(route.override) && holds(route)) {
            return List.of(route.override);
        }
        for (String state : List.of("alive", "cooldown", "unknown")) {
            List<Long> equals = candidates.stream()
                    .filter(id -> peer(id).isWanted() && peer(id).state.equals(state))
                    .toList();
            if (!equals.isEmpty()) {
                return isBalanced(route) ? equals : equals.subList(0, 1);
            }
        }
        return List.of();
    }

    private boolean holds(Route route) {
        Peer peer = peer(route.override);
        return peer.isWanted()
                && (peer.state.equals("alive") || (peer.state.equals("cooldown") && route.knewOfCooldown));
    }

    /** What cannot be so, physically or by the design; null if nothing is wrong. */
    @Nullable
    String contradiction() {
        for (Map.Entry<Long, Peer> entry : peers.entrySet()) {
            Peer peer = entry.getValue();
            boolean fits = !peer.enabled
                    ? peer.state.equals("unknown")
                    : peer.answers
                            ? peer.state.equals("alive") || peer.state.equals("cooldown")
                            : peer.state.equals("down");
            if (!fits) {
                return peer.gateway.name() + " is " + peer.state + ", enabled " + peer.enabled + ", answers "
                        + peer.answers;
            }
            if (peer.state.equals("cooldown") && !hasAliveSibling(entry.getKey())) {
                return peer.gateway.name() + " waits in COOLDOWN, and no sibling of it is ALIVE";
            }
        }
        return null;
    }

    private boolean hasAliveSibling(long id) {
        return pools.values().stream()
                .filter(pool -> pool.enabled && pool.members.contains(id))
                .flatMap(pool -> pool.members.stream())
                .anyMatch(other -> other != id
                        && peer(other).isWanted()
                        && peer(other).state.equals("alive"));
    }

    /** A COOLDOWN that was seen to be over is not the one that an override knew of. */
    void settled() {
        for (Route route : routes.values()) {
            route.knewOfCooldown &=
                    route.override != 0 && peer(route.override).state.equals("cooldown");
        }
    }

    Peer peer(long id) {
        Peer peer = peers.get(id);
        if (peer == null) {
            throw new AssertionError("no peer " + id);
        }
        return peer;
    }
}

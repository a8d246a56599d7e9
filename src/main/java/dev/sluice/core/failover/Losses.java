package dev.sluice.core.failover;

import dev.sluice.core.failover.Reachability.Report;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be if a peer were lost now and all else stayed as it is. Nothing is foretold by rules of its own: the peer is
 * taken for DOWN, what settles by that settles, and the resolver is asked. One thread; keeps what it worked out for each peer.
 */
public final class Losses {

    private final Desired desired;
    private final Map<Long, PeerHealth> health;
    private final Reachability reachability;
    private final Moment now;
    private final Map<Long, Resolver> without = new HashMap<>();

    /** Losses from this state, as {@link Resolver#Resolver} takes it. */
    public Losses(Desired desired, Map<Long, PeerHealth> health, Reachability reachability, Moment now) {
        this.desired = desired;
        this.health = health;
        this.reachability = reachability;
        this.now = now;
    }

    Desired desired() {
        return desired;
    }

    /** Who would serve once that peer is DOWN. */
    Resolver of(long peerId) {
        return without.computeIfAbsent(peerId, id -> new Resolver(desired, after(id), reachability, now));
    }

    /** Whether nobody's word, heard of late, is against it. */
    boolean mayReach(long peerId, Route route) {
        Report report = reachability.fresh(peerId, route.id(), now);
        return report == null || report.reached();
    }

    private Map<Long, PeerHealth> after(long lostId) {
        Map<Long, PeerHealth> after = new HashMap<>(health);
        after.put(lostId, after.getOrDefault(lostId, PeerHealth.unknown(now)).lost(now));
        Map<Long, PeerHealth> settled = new HashMap<>(after);
        after.forEach((id, peer) -> {
            boolean nothingToReturnFrom = peer.state() == HealthState.COOLDOWN
                    && !Candidates.hasAliveSibling(id, desired, other -> isAlive(after.get(other)));
            if (nothingToReturnFrom) {
                settled.put(id, peer.endCooldown(now, Transition.FIRST_ALIVE).next());
            }
        });
        return settled;
    }

    private static boolean isAlive(@Nullable PeerHealth peer) {
        return peer != null && peer.state() == HealthState.ALIVE;
    }
}

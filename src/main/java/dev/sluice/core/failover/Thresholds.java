package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Failback;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import java.time.Duration;

/**
 * The numbers by which one peer's health is judged.
 *
 * @param fall consecutive failures that make it DOWN
 * @param rise consecutive successes after DOWN that start its cooldown
 * @param cooldown the longest failback cooldown over the enabled pools it is in; zero if it is in none
 * @param manual whether an enabled pool of its fails back only by hand
 */
public record Thresholds(int fall, int rise, Duration cooldown, boolean manual) {

    /** The numbers of this peer at this revision. */
    public static Thresholds of(Desired desired, Peer peer) {
        int longest = 0;
        boolean manual = false;
        for (Pool pool : desired.enabledPoolsOf(peer.id())) {
            longest = Math.max(longest, pool.failbackCooldownS());
            manual |= pool.failback() == Failback.MANUAL;
        }
        return new Thresholds(peer.probe().fall(), peer.probe().rise(), Duration.ofSeconds(longest), manual);
    }
}

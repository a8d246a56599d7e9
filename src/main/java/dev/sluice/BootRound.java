package dev.sluice;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.model.Peer;
import java.util.HashMap;
import java.util.Map;

/**
 * Which peers the boot still waits for: each until one success (a DOWN one: {@code rise} of them) or {@code fall}
 * failures in a row. Control loop only.
 */
final class BootRound {

    private final Map<Long, Count> undecided = new HashMap<>();

    private static final class Count {
        private final int enough;
        private final int fall;
        private int successes;
        private int failures;

        Count(int enough, int fall) {
            this.enough = enough;
            this.fall = fall;
        }
    }

    /** Waits for this peer too. */
    void await(Peer peer, HealthState before) {
        int enough = before == HealthState.DOWN ? peer.probe().rise() : 1;
        undecided.put(peer.id(), new Count(enough, peer.probe().fall()));
    }

    /** Counts one observation. */
    void observed(long peerId, Observation seen) {
        Count count = undecided.get(peerId);
        if (count == null) {
            return;
        }
        if (seen instanceof Observation.Answered) {
            count.successes++;
            count.failures = 0;
        } else {
            count.failures++;
            count.successes = 0;
        }
        if (count.successes >= count.enough || count.failures >= count.fall) {
            undecided.remove(peerId);
        }
    }

    /** Whether that peer is still waited for. */
    boolean awaits(long peerId) {
        return undecided.containsKey(peerId);
    }

    boolean isOver() {
        return undecided.isEmpty();
    }
}

package dev.sluice;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which peers the boot still waits for: each until one success (a DOWN one: {@code rise} of them) or {@code fall}
 * failures in a row, and all of them until a limit. Control loop only.
 */
final class BootRound {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable over;
    private final Map<Long, Count> undecided = new HashMap<>();
    private boolean running;
    private long timer = NONE;

    /**
     * A round that waits for nobody.
     *
     * @param over called once, when it waits for nobody any more after it has begun
     */
    BootRound(Vertx vertx, Runnable over) {
        this.vertx = vertx;
        this.over = over;
    }

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

    /** Waits for this peer too, unless it is one that is not asked: its agent's first beat may take longer. */
    void await(Peer peer, HealthState before) {
        if (peer.probe().kind() == ProbeKind.HEARTBEAT) {
            return;
        }
        int enough = before == HealthState.DOWN ? peer.probe().rise() : 1;
        undecided.put(peer.id(), new Count(enough, peer.probe().fall()));
    }

    /** Begins to wait; over at once if there is nobody to wait for. */
    void begin(Duration limit) {
        running = true;
        timer = vertx.setTimer(limit.toMillis(), id -> end());
        endIfDecided();
    }

    private void endIfDecided() {
        if (running && undecided.isEmpty()) {
            end();
        }
    }

    private void end() {
        cancel();
        over.run();
    }

    /** Waits no more, and tells nobody. */
    void cancel() {
        running = false;
        vertx.cancelTimer(timer);
        timer = NONE;
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
            endIfDecided();
        }
    }

    /** Whether that peer is still waited for. */
    boolean awaits(long peerId) {
        return undecided.containsKey(peerId);
    }
}

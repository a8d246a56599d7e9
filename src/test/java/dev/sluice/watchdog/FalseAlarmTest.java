package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import dev.sluice.watchdog.SimulatedWatch.Fate;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What must not look like a loss, on simulated time. */
class FalseAlarmTest {

    private static final double HOUR_MS = 3_600_000;

    @Test
    void slowLossyPeerIsNeverDown() {
        for (int seed = 0; seed < Integer.getInteger("sluice.hours", 20); seed++) {
            SimulatedWatch watch = new SimulatedWatch(
                    seed, (start, random) -> random.nextDouble() < 0.05 ? Fate.SILENCE : Fate.answer(800));
            assertThat(watch.runUntil(HealthState.DOWN, HOUR_MS))
                    .as("seed %d", seed)
                    .isNegative();
            assertThat(watch.starts).hasSizeGreaterThan(3000);
        }
    }

    @Test
    void slowPeerWithRareSlowerAnswersIsNeverDown() {
        AtomicInteger count = new AtomicInteger();
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> Fate.answer(count.incrementAndGet() % 20 == 0 ? 3400 : 1600));
        assertThat(watch.runUntil(HealthState.DOWN, HOUR_MS / 3)).isNegative();
    }

    /** A lost SYN is sent again after 1 s, and answered then. */
    @Test
    void lostSynsAreNoLoss() {
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> Fate.answer(random.nextDouble() < 0.05 ? 1002 : 2));
        assertThat(watch.runUntil(HealthState.DOWN, HOUR_MS / 3)).isNegative();
    }

    @Test
    void shortRestartIsNoLoss() {
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> start % 60_000 < 240 ? Fate.refusal(0.2) : Fate.answer(2));
        watch.runTo(5_000);
        assertThat(watch.runUntil(HealthState.DOWN, HOUR_MS / 3)).isNegative();
    }
}

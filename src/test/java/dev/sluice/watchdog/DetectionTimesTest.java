package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import dev.sluice.watchdog.SimulatedWatch.Fate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long a loss takes to be certain, on simulated time: the real schedule and the real health machine, a peer that is lost
 * at every phase of its probing in steps of 10 ms, each with a jitter of its own.
 */
class DetectionTimesTest {

    private static final double WARM_UP_MS = 5_000;

    @Test
    void refusingPeerIsDownWithin800MsUnderTraffic() {
        assertThat(worst(Fate.refusal(0.3), 2, 0)).isBetween(500.0, 800.0);
    }

    @Test
    void refusingPeerIsDownWithin1800MsIdle() {
        assertThat(worst(Fate.refusal(0.3), 2, Double.MAX_VALUE)).isBetween(1000.0, 1800.0);
    }

    /** A request that waited for its head as long as a probe may wait makes the peer suspect. */
    @ParameterizedTest
    @CsvSource({"2, 2000, 500", "100, 2000, 500", "125, 2000, 500"})
    void silentPeerIsDownWithin2SecondsUnderTraffic(double answerMs, double limitMs, double suspectAfterMs) {
        assertThat(worst(Fate.SILENCE, answerMs, suspectAfterMs)).isBetween(1200.0, limitMs);
    }

    @ParameterizedTest
    @CsvSource({"2", "100", "125"})
    void silentPeerIsDownWithin2500MsIdle(double answerMs) {
        assertThat(worst(Fate.SILENCE, answerMs, Double.MAX_VALUE)).isBetween(1200.0, 2500.0);
    }

    /** Exact up to 700 ms; beyond, twice the usual time passes before silence is noticed, and that grows too. */
    @ParameterizedTest
    @CsvSource({"200, 2500", "400, 3300", "600, 4100", "800, 5000"})
    void slowerPeerIsDownWithin1700MsAndItsTimeout(double answerMs, double limitMs) {
        assertThat(worst(Fate.SILENCE, answerMs, Double.MAX_VALUE)).isBetween(1200.0, limitMs);
    }

    /** The longest time from the loss to DOWN over all phases. */
    private static double worst(Fate afterLoss, double answerMs, double suspectAfterMs) {
        return IntStream.range(0, 110)
                .mapToDouble(step -> detection(step, WARM_UP_MS + step * 10, afterLoss, answerMs, suspectAfterMs))
                .max()
                .orElseThrow();
    }

    private static double detection(long seed, double lostAt, Fate afterLoss, double answerMs, double suspectAfterMs) {
        SimulatedWatch watch = new SimulatedWatch(
                seed,
                // What was not answered when the peer was lost never is.
                (start, random) -> start >= lostAt
                        ? afterLoss
                        : start + answerMs >= lostAt ? Fate.SILENCE : Fate.answer(answerMs));
        watch.runTo(lostAt);
        assertThat(watch.health.state()).isEqualTo(HealthState.ALIVE);
        watch.suspectFrom(lostAt + suspectAfterMs);
        double down = watch.runUntil(HealthState.DOWN, lostAt + 20_000);
        assertThat(down).as("DOWN at all").isPositive();
        return down - lostAt;
    }
}

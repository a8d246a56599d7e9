package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import dev.sluice.watchdog.SimulatedWatch.Fate;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Our own loop stands still for about a second, too short to begin anew, on a machine where the peers stand still too: they
 * fall silent a little before, and answer a little after. That is no loss.
 */
class OwnStandstillTest {

    private static final double STILL_MS = 1_100;
    private static final double SILENT_BEFORE_MS = 600;
    private static final double SILENT_AFTER_MS = 450;

    @Test
    void timeThatWeStoodStillIsNoSilenceOfAPeer() {
        assertThat(falls(true)).isZero();
    }

    /** What makes the test above worth its name. */
    @Test
    void withoutKnowingOfItSomeWouldBeDown() {
        assertThat(falls(false)).isPositive();
    }

    @Test
    void aPeerThatStaysSilentIsFoundOutWithinTheSameWakingTime() {
        for (int step = 0; step < 100; step++) {
            double lostAt = 5_000 + step * 10;
            SimulatedWatch watch = new SimulatedWatch(
                            step, (start, random) -> start + 2 >= lostAt ? Fate.SILENCE : Fate.answer(2))
                    .standsStill(lostAt + 700, lostAt + 700 + STILL_MS, true);
            watch.runTo(lostAt);
            assertThat(watch.runUntil(HealthState.DOWN, lostAt + 20_000) - lostAt)
                    .isBetween(1200.0 + STILL_MS - AwakeTime.PULSE.toMillis(), 2_500 + STILL_MS);
        }
    }

    @Test
    void onlyWhatIsMoreThanUsualIsAStandstill() {
        AwakeTime awake = new AwakeTime(0);
        assertThat(awake.stoodStill(ms(50))).isZero();
        assertThat(awake.stoodStill(ms(200))).isZero();
        assertThat(awake.stoodStill(ms(1_300))).isEqualTo(Duration.ofMillis(1_050));
        assertThat(awake.stoodStill(ms(1_350))).isZero();
    }

    /** How often it looks like a loss, over the phases of the probing. */
    private static long falls(boolean knowing) {
        return IntStream.range(0, 100)
                .filter(step -> {
                    double stillFrom = 10_000 + step * 10;
                    double answersAgain = stillFrom + STILL_MS + SILENT_AFTER_MS;
                    SimulatedWatch watch = new SimulatedWatch(step, (start, random) -> {
                                boolean unheard = start + 2 >= stillFrom - SILENT_BEFORE_MS && start < answersAgain;
                                return Fate.answer(unheard ? answersAgain - start : 2);
                            })
                            .standsStill(stillFrom, stillFrom + STILL_MS, knowing);
                    return watch.runUntil(HealthState.DOWN, 15_000) > 0;
                })
                .count();
    }

    private static long ms(long ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}

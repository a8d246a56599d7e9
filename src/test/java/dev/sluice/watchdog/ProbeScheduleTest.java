package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.failover.HealthState;
import dev.sluice.watchdog.SimulatedWatch.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When probes start. */
class ProbeScheduleTest {

    @Test
    void regularStartsKeepTheIntervalWithinItsJitter() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> Fate.answer(2));
        watch.runTo(100_000);
        List<Double> gaps = gaps(watch.starts, 1000);
        assertThat(gaps).hasSizeGreaterThan(90).allSatisfy(gap -> assertThat(gap)
                .isBetween(900.0, 1000.0));
        assertThat(gaps.stream().mapToDouble(g -> g).max().orElseThrow()
                        - gaps.stream().mapToDouble(g -> g).min().orElseThrow())
                .isGreaterThan(50);
    }

    @Test
    void firstStartsAreSpread() {
        List<Double> firsts = IntStream.range(0, 200)
                .mapToObj(seed -> {
                    SimulatedWatch watch = new SimulatedWatch(seed, (start, random) -> Fate.answer(2));
                    watch.runTo(300);
                    return watch.starts.get(0);
                })
                .toList();
        assertThat(firsts).allSatisfy(first -> assertThat(first).isLessThanOrEqualTo(250));
        assertThat(firsts.stream().filter(first -> first < 125).count()).isBetween(70L, 130L);
    }

    @Test
    void aFailureStartsOneAtOnceAndThenOnePerPace() {
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> start < 5_000 ? Fate.answer(2) : Fate.refusal(0.1));
        watch.runTo(5_000);
        watch.starts.clear();
        watch.runUntil(HealthState.DOWN, 10_000);
        double first = watch.starts.get(0);
        assertThat(watch.starts).extracting(start -> Math.round(start - first)).containsExactly(0L, 0L, 250L);
    }

    @Test
    void silenceStartsOneAfter300MsAndThenOnePerPace() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> start < 5_000 ? Fate.answer(2) : Fate.SILENCE);
        watch.runTo(5_000);
        watch.starts.clear();
        watch.runUntil(HealthState.DOWN, 10_000);
        double first = watch.starts.get(0);
        assertThat(watch.starts)
                .extracting(start -> Math.round(start - first))
                .containsExactly(0L, 300L, 550L, 800L, 1050L);
    }

    @Test
    void aDownPeerIsProbedAtTheIntervalAndItsFirstSuccessAtOnceConfirmed() {
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> start < 20_000 ? Fate.refusal(0.1) : Fate.answer(2));
        watch.runTo(20_000);
        assertThat(watch.health.state()).isEqualTo(HealthState.DOWN);
        assertThat(gaps(watch.starts, 2_000)).allSatisfy(gap -> assertThat(gap).isBetween(900.0, 1000.0));
        watch.starts.clear();
        watch.runUntil(HealthState.COOLDOWN, 30_000);
        assertThat(watch.starts).hasSize(2);
        assertThat(watch.starts.get(1) - watch.starts.get(0)).isBetween(2.0, 2.01);
    }

    @Test
    void aDownPeerThatRemainsSuspectIsNotHurried() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> Fate.refusal(0.1)).suspectFrom(0);
        watch.runTo(20_000);
        assertThat(gaps(watch.starts, 2_000)).allSatisfy(gap -> assertThat(gap).isBetween(900.0, 1000.0));
    }

    /** A probe port that answers and a traffic port that does not: doubt comes again as soon as it is gone. */
    @Test
    void doubtThatComesAndGoesDoesNotSpin() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> Fate.answer(1));
        watch.runTo(5_000);
        watch.starts.clear();
        for (int ms = 5_000; ms < 15_000; ms += 2) {
            watch.suspectFrom(ms);
            watch.schedule().ask();
            watch.runTo(ms + 2);
        }
        assertThat(watch.starts.size()).isBetween(38, 42);
    }

    @Test
    void aRefusingPeerUnderConstantSuspicionIsAskedAtThePace() {
        SimulatedWatch watch =
                new SimulatedWatch(1, (start, random) -> start < 5_000 ? Fate.answer(1) : Fate.refusal(0.1));
        watch.runTo(5_000);
        watch.starts.clear();
        for (int ms = 5_000; ms < 5_490; ms += 2) {
            watch.suspectFrom(ms);
            watch.schedule().ask();
            watch.runTo(ms + 2);
        }
        assertThat(watch.health.state()).isEqualTo(HealthState.ALIVE);
        assertThat(watch.starts).hasSize(2);
    }

    @Test
    void overlapIsBounded() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> Fate.SILENCE);
        watch.runTo(4_999);
        assertThat(watch.health.state()).isEqualTo(HealthState.UNKNOWN);
        watch.runTo(60_000);
        assertThat(watch.mostFlights()).isBetween(15, ProbeSchedule.MOST_FLIGHTS);
    }

    @Test
    void aProbeThatAnotherOvertookPutsNothingInDoubt() {
        List<Double> lost = new ArrayList<>();
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> {
            if (start > 5_000 && lost.isEmpty()) {
                lost.add(start);
                return Fate.SILENCE;
            }
            return Fate.answer(2);
        });
        watch.runTo(4_999);
        watch.starts.clear();
        watch.runTo(8_500);
        double first = lost.get(0);
        // At 300 ms for its silence; that answer came, so its timeout at 500 ms is no news, and all goes on as usual.
        assertThat(watch.starts)
                .extracting(start -> Math.round(start - first))
                .filteredOn(ms -> ms >= 0 && ms < 2_400)
                .startsWith(0L, 300L)
                .hasSizeBetween(4, 5)
                .element(2)
                .satisfies(third -> assertThat(third).isGreaterThan(1_100));
    }

    @Test
    void aLateLookIsRecognisedAndARestartForgetsWhatWasUnderWay() {
        SimulatedWatch watch = new SimulatedWatch(1, (start, random) -> start < 5_000 ? Fate.answer(2) : Fate.SILENCE);
        watch.runTo(5_950);
        ProbeSchedule schedule = watch.schedule();
        long planned = schedule.wakeAt((long) (watch.nowMs() * 1e6), watch.health);
        assertThat(schedule.isLate(planned + Duration.ofSeconds(2).toNanos())).isFalse();
        long late = planned + Duration.ofSeconds(2).toNanos() + 1;
        assertThat(schedule.isLate(late)).isTrue();
        List<Flight> dropped = schedule.restart(late, Duration.ZERO);
        assertThat(dropped).isNotEmpty();
        assertThat(schedule.isLate(late)).isFalse();
        assertThat(schedule.ended(dropped.get(0), true)).isFalse();
        assertThat(schedule.timedOut(late + Duration.ofSeconds(10).toNanos())).isEmpty();
        assertThat(schedule.startsNow(late, watch.health, false, false)).isTrue();
    }

    @Test
    void aShortIntervalStillNeedsASecondToBeLate() {
        ProbeSchedule schedule = new ProbeSchedule(Duration.ofMillis(100), new SplittableRandom(1), 0);
        assertThat(schedule.isLate(Duration.ofSeconds(1).toNanos())).isFalse();
        assertThat(schedule.isLate(Duration.ofSeconds(1).toNanos() + 1)).isTrue();
    }

    private static List<Double> gaps(List<Double> starts, double fromMs) {
        List<Double> from = starts.stream().filter(start -> start >= fromMs).toList();
        return IntStream.range(1, from.size())
                .mapToObj(i -> from.get(i) - from.get(i - 1))
                .toList();
    }
}

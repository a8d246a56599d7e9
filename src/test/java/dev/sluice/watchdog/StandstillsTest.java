package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A loop that stands still again and again gets its probes spread. */
class StandstillsTest {

    private final Standstills standstills = new Standstills();

    @Test
    void theFirstIsFollowedByProbesAtOnceAndOthersSoonAfterByASpread() {
        assertThat(at(0)).isZero();
        assertThat(at(3)).isEqualTo(Duration.ofMillis(250));
        assertThat(at(6)).isEqualTo(Duration.ofMillis(500));
        assertThat(at(9)).isEqualTo(Duration.ofSeconds(1));
        assertThat(at(12)).isEqualTo(Duration.ofSeconds(2));
        assertThat(at(15)).isEqualTo(Duration.ofSeconds(4));
        assertThat(at(18)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void oneLongAfterTheLastIsAFirstOneAgain() {
        assertThat(at(0)).isZero();
        assertThat(at(5)).isPositive();
        assertThat(at(15)).isZero();
    }

    private Duration at(long seconds) {
        return standstills.next(Duration.ofSeconds(seconds).toNanos());
    }
}

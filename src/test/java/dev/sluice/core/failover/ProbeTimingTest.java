package dev.sluice.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A probe's times, by what is known of its peer. */
class ProbeTimingTest {

    @ParameterizedTest
    @CsvSource({
        "ALIVE, 0, 5000, 300",
        "ALIVE, 1, 500, 300",
        "ALIVE, 125, 500, 300",
        "ALIVE, 150, 600, 300",
        "ALIVE, 200, 800, 400",
        "COOLDOWN, 1000, 4000, 2000",
        "ALIVE, 1250, 5000, 2500",
        "ALIVE, 1600, 5000, 3200",
        "UNKNOWN, 10, 5000, 300",
        "DOWN, 10, 5000, 300"
    })
    void timeoutAndDoubtFollowTheUsualTime(HealthState state, long usualMs, long timeoutMs, long tooLongMs) {
        Moment now = new Moment(0, Instant.EPOCH);
        PeerHealth health =
                new PeerHealth(state, now, null, 0, null, List.of(), false, Duration.ofMillis(usualMs), false);
        assertThat(ProbeTiming.timeout(health)).isEqualTo(Duration.ofMillis(timeoutMs));
        assertThat(ProbeTiming.unansweredTooLong(health)).isEqualTo(Duration.ofMillis(tooLongMs));
    }
}

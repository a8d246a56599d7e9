package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a probe times out, and when it is over. */
class FlightTest {

    private final Flight flight = new Flight(new Moment(0, Instant.EPOCH), Duration.ofMillis(500));

    @Test
    void timesOutOnceAndIsOverAfterFiveSeconds() {
        assertThat(flight.timesOut(ms(499))).isFalse();
        assertThat(flight.timesOut(ms(500))).isTrue();
        assertThat(flight.timesOut(ms(501))).isFalse();
        assertThat(flight.isOver(ms(4_999))).isFalse();
        assertThat(flight.isOver(ms(5_000))).isTrue();
    }

    @Test
    void aTimeoutNoticedLateIsPutOffByOnePace() {
        assertThat(flight.timesOut(ms(601))).isFalse();
        assertThat(flight.timesOut(ms(850))).isFalse();
        assertThat(flight.timesOut(ms(851))).isTrue();
    }

    @Test
    void aTimeoutIsNotPutOffForEver() {
        for (long late = 601; late < 5_000; late += 351) {
            assertThat(flight.timesOut(ms(late))).isFalse();
        }
        assertThat(flight.timesOut(ms(5_200))).isTrue();
    }

    @Test
    void itSaysHowFarItCame() {
        assertThat(flight.silence()).isEqualTo("no connection within 500 ms");
        flight.connected();
        assertThat(flight.silence()).isEqualTo("connected, but no answer within 500 ms");
    }

    private static long ms(long ms) {
        return Duration.ofMillis(ms).toNanos();
    }
}

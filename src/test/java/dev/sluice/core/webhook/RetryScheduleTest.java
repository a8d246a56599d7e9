package dev.sluice.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "8, 128", "9, 256", "10, 300", "11, 300", "64, 300", "2147483647, 300"})
    void waitsTwiceAsLongEachTimeUpToFiveMinutes(int attempts, long seconds) {
        assertThat(RetrySchedule.wait(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aReceiverThatIsAwayIsTriedForADayAndThenNoMore() {
        Instant at = START;
        int attempts = 0;
        Instant last = at;
        for (Instant next = at; next != null; next = RetrySchedule.next(START, attempts, next)) {
            attempts++;
            last = next;
        }

        assertThat(attempts).isBetween(290, 310);
        assertThat(Duration.between(START, last)).isBetween(Duration.ofHours(23).plusMinutes(54), Duration.ofDays(1));
    }

    @Test
    void whatIsOlderThanADayAlreadyIsTriedOnce() {
        assertThat(RetrySchedule.next(START, 1, START.plus(Duration.ofDays(3)))).isNull();
    }

    @Test
    void aReceiverThatIsBackAfterTenMinutesHearsOfItWithinFive() {
        Instant next = START;
        for (int attempts = 1; next.isBefore(START.plusSeconds(600)); attempts++) {
            next = RetrySchedule.next(START, attempts, next);
        }

        assertThat(next).isBefore(START.plusSeconds(900));
    }
}

package dev.sluice.core.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPaceTest {

    @Test
    void noNameIsRefusedFiveTimesWithinAnHour() {
        Duration fifth = Duration.ZERO;
        for (int failures = 1; failures <= 4; failures++) {
            fifth = fifth.plus(RetryPace.after(failures));
        }
        assertThat(fifth).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void theWaitGrowsAndStaysWithinADay() {
        for (int failures = 1; failures < 100; failures++) {
            assertThat(RetryPace.after(failures + 1)).isBetween(RetryPace.after(failures), Duration.ofDays(1));
            assertThat(RetryPace.whileAway(failures + 1))
                    .isBetween(RetryPace.whileAway(failures), Duration.ofMinutes(5));
        }
        assertThat(RetryPace.whileAway(1)).isEqualTo(Duration.ofSeconds(5));
    }
}

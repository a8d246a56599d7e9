package dev.sluice.proxy.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.AccessHours;
import dev.sluice.core.site.AccessWindows;
import dev.sluice.core.site.SiteFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of hours is what they are, however the clock goes. */
class OpenNowTest {

    private final AccessHours hours = new AccessHours(Objects.requireNonNull(SiteFields.read(Map.of(
                    "access_windows",
                    Map.of(
                            "time_zone",
                            "Europe/Berlin",
                            "windows",
                            List.of(
                                    Map.of("from", "01:30", "to", "02:30"),
                                    Map.of("days", List.of("sat", "mon"), "from", "22:00", "to", "00:15")))))
            .of(AccessWindows.class)));

    @Test
    void timePasses() {
        OpenNow open = new OpenNow(hours);
        long start = Instant.parse("2026-03-20T00:00:00Z").toEpochMilli();
        for (long now = start; now < start + Duration.ofDays(20).toMillis(); now += 59_999) {
            assertThat(open.at(now)).isEqualTo(hours.isOpen(now));
            long left = open.secondsLeft(now);
            assertThat(left).isPositive();
            assertThat(hours.isOpen(now + left * 1000)).as("then").isNotEqualTo(hours.isOpen(now));
            assertThat(hours.isOpen(now + left * 1000 - 1000)).as("not before").isEqualTo(hours.isOpen(now));
        }
    }

    @Test
    void theClockMayBeSet() {
        OpenNow open = new OpenNow(hours);
        Random random = new Random(1);
        long now = Instant.parse("2026-10-24T12:00:00Z").toEpochMilli();
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(14_400_000) - 7_000_000;
            assertThat(open.at(now)).as(Instant.ofEpochMilli(now).toString()).isEqualTo(hours.isOpen(now));
        }
    }
}

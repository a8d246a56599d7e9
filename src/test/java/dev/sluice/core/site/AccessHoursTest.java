package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When access windows are open, above all where clocks change: in Berlin on 29 March and 25 October 2026 at 01:00 UTC. */
@Tag("core")
class AccessHoursTest {

    private static AccessWindows windows(String zone, List<Map<String, Object>> windows) {
        AccessWindows read = SiteFields.read(Map.of("access_windows", Map.of("time_zone", zone, "windows", windows)))
                .of(AccessWindows.class);
        assertThat(read).isNotNull();
        return read;
    }

    private static AccessHours hours(String zone, String days, String from, String to) {
        Map<String, Object> window = days.isEmpty()
                ? Map.of("from", from, "to", to)
                : Map.of("days", List.of(days.split(" ")), "from", from, "to", to);
        return new AccessHours(windows(zone, List.of(window)));
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @ParameterizedTest(name = "{0} {1} {2}-{3} at {4}")
    @CsvSource({
        // zone, days, from, to, at, open, until
        "UTC, '', 08:00, 18:00, 2026-07-01T07:59:59.999Z, false, 2026-07-01T08:00:00Z",
        "UTC, '', 08:00, 18:00, 2026-07-01T08:00:00Z, true, 2026-07-01T18:00:00Z",
        "UTC, '', 08:00, 18:00, 2026-07-01T17:59:59.999Z, true, 2026-07-01T18:00:00Z",
        "UTC, '', 08:00, 18:00, 2026-07-01T18:00:00Z, false, 2026-07-02T08:00:00Z",
        "UTC, mon tue, 08:00, 18:00, 2026-06-30T18:00:00Z, false, 2026-07-06T08:00:00Z",
        "UTC, sat, 22:00, 06:00, 2026-07-05T05:59:00Z, true, 2026-07-05T06:00:00Z",
        "UTC, sat, 22:00, 06:00, 2026-07-05T22:00:00Z, false, 2026-07-11T22:00:00Z",
        "UTC, sun, 23:00, 01:00, 2026-07-06T00:30:00Z, true, 2026-07-06T01:00:00Z",
        "UTC, sun, 23:00, 01:00, 2026-07-05T23:30:00Z, true, 2026-07-06T01:00:00Z",
        "UTC, sun, 00:00, 24:00, 2026-07-05T00:00:00Z, true, 2026-07-06T00:00:00Z",
        "Asia/Kolkata, '', 09:00, 17:00, 2026-07-01T03:29:59Z, false, 2026-07-01T03:30:00Z",
        "America/New_York, fri, 20:00, 24:00, 2026-07-04T00:00:00Z, true, 2026-07-04T04:00:00Z",
        // spring: 02:00 to 03:00 is left out
        "Europe/Berlin, '', 02:00, 03:00, 2026-03-29T00:59:59Z, false, 2026-03-30T00:00:00Z",
        "Europe/Berlin, '', 02:00, 03:00, 2026-03-29T01:00:00Z, false, 2026-03-30T00:00:00Z",
        "Europe/Berlin, '', 02:30, 03:30, 2026-03-29T00:59:59Z, false, 2026-03-29T01:00:00Z",
        "Europe/Berlin, '', 02:30, 03:30, 2026-03-29T01:00:00Z, true, 2026-03-29T01:30:00Z",
        "Europe/Berlin, '', 01:30, 02:30, 2026-03-29T00:30:00Z, true, 2026-03-29T01:00:00Z",
        "Europe/Berlin, sat, 22:00, 06:00, 2026-03-28T21:00:00Z, true, 2026-03-29T04:00:00Z",
        "Europe/Berlin, '', 08:00, 18:00, 2026-03-28T17:00:00Z, false, 2026-03-29T06:00:00Z",
        // autumn: 02:00 to 03:00 comes twice
        "Europe/Berlin, '', 02:00, 03:00, 2026-10-24T23:59:59Z, false, 2026-10-25T00:00:00Z",
        "Europe/Berlin, '', 02:00, 03:00, 2026-10-25T00:00:00Z, true, 2026-10-25T02:00:00Z",
        "Europe/Berlin, '', 02:00, 02:30, 2026-10-25T00:29:59Z, true, 2026-10-25T00:30:00Z",
        "Europe/Berlin, '', 02:00, 02:30, 2026-10-25T00:30:00Z, false, 2026-10-25T01:00:00Z",
        "Europe/Berlin, '', 02:00, 02:30, 2026-10-25T01:00:00Z, true, 2026-10-25T01:30:00Z",
        "Europe/Berlin, sat, 22:00, 06:00, 2026-10-24T20:00:00Z, true, 2026-10-25T05:00:00Z",
        "Europe/Berlin, '', 08:00, 18:00, 2026-10-24T16:00:00Z, false, 2026-10-25T07:00:00Z",
        // half an hour: in Lord Howe clocks go from 02:00 back to 01:30 on 5 April
        "Australia/Lord_Howe, '', 01:30, 02:00, 2026-04-04T14:30:00Z, true, 2026-04-04T15:30:00Z",
        // a day: Samoa had no 30 December 2011, a Friday
        "Pacific/Apia, fri, 00:00, 24:00, 2011-12-30T09:59:59Z, false, 2012-01-05T10:00:00Z",
    })
    void openUntil(String zone, String days, String from, String to, String at, boolean open, String until) {
        AccessHours hours = hours(zone, days, from, to);
        assertThat(hours.isOpen(millis(at))).isEqualTo(open);
        assertThat(Instant.ofEpochMilli(hours.changesAfter(millis(at)))).isEqualTo(until);
    }

    @Test
    void windowsThatTouchAreOne() {
        AccessHours hours = new AccessHours(windows(
                "UTC",
                List.of(
                        Map.of("from", "08:00", "to", "12:00"),
                        Map.of("from", "12:00", "to", "14:00"),
                        Map.of("from", "13:00", "to", "18:00"))));
        assertThat(Instant.ofEpochMilli(hours.changesAfter(millis("2026-07-01T09:00:00Z"))))
                .isEqualTo("2026-07-01T18:00:00Z");
    }

    @Test
    void wholeDaysNeverChange() {
        AccessHours hours = hours("Europe/Berlin", "", "00:00", "24:00");
        assertThat(hours.isOpen(millis("2026-03-29T01:00:00Z"))).isTrue();
        assertThat(hours.changesAfter(millis("2026-03-29T01:00:00Z"))).isEqualTo(AccessHours.NEVER);
    }

    /** Against a look at the clock on the wall, minute by minute, in the days around changes of clocks. */
    @Test
    void theNextChangeIsTheFirst() {
        Random random = new Random(7);
        List<String> zones = List.of(
                "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "UTC");
        for (int i = 0; i < 120; i++) {
            String zone = zones.get(i % zones.size());
            AccessWindows windows = windows(zone, some(random));
            AccessHours hours = new AccessHours(windows);
            long at = nearChange(zone, random);
            boolean open = hours.isOpen(at * 60_000);
            assertThat(open).as("%s at %s", windows, at).isEqualTo(onTheWall(windows, at));
            long next = at + 1;
            while (next < at + 15 * 1440 && onTheWall(windows, next) == open) {
                next++;
            }
            if (next < at + 15 * 1440) {
                assertThat(Instant.ofEpochMilli(hours.changesAfter(at * 60_000 + random.nextInt(60_000))))
                        .as("%s at %s", windows, Instant.ofEpochSecond(at * 60))
                        .isEqualTo(Instant.ofEpochSecond(next * 60));
            }
        }
    }

    private static List<Map<String, Object>> some(Random random) {
        List<Map<String, Object>> windows = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int from = random.nextInt(48);
            int to = (from + 1 + random.nextInt(47)) % 48;
            windows.add(Map.of(
                    "days",
                    List.of(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")
                            .get(random.nextInt(7))),
                    "from",
                    time(from),
                    "to",
                    time(to)));
        }
        return windows;
    }

    private static String time(int halves) {
        return String.format("%02d:%02d", halves / 2, halves % 2 * 30);
    }

    /** A minute of the epoch within two days of the next change of clocks after some instant; anywhere without one. */
    private static long nearChange(String zone, Random random) {
        Instant some = Instant.parse("2010-01-01T00:00:00Z").plusSeconds(random.nextInt(17 * 365) * 86_400L);
        var change = ZoneId.of(zone).getRules().nextTransition(some);
        Instant around = change == null ? some : change.getInstant();
        return around.getEpochSecond() / 60 + random.nextInt(4 * 1440) - 2 * 1440;
    }

    private static boolean onTheWall(AccessWindows windows, long minute) {
        LocalDateTime wall = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), windows.zone());
        int now = wall.getHour() * 60 + wall.getMinute();
        DayOfWeek today = wall.getDayOfWeek();
        return windows.windows().stream().anyMatch(window -> {
            boolean begun = window.days().contains(today) && now >= window.from();
            return window.from() < window.to()
                    ? begun && now < window.to()
                    : begun || window.days().contains(today.minus(1)) && now < window.to();
        });
    }
}

package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of a route's access windows. */
class AccessWindowsTest {

    private static final Map<String, Object> DAY = Map.of("from", "08:00", "to", "18:00");

    private static Site read(Map<String, ? extends @Nullable Object> windows, Problems problems) {
        Fields in = new Fields(Map.of("access_windows", windows), "", problems);
        Site site = SiteFields.over(in, Site.PLAIN);
        in.done();
        return site;
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        Site site = SiteFields.read(Map.of("access_windows", Map.of("windows", List.of(DAY))));
        Map<String, Object> written = Map.of(
                "time_zone",
                "UTC",
                "windows",
                List.of(Map.of(
                        "days",
                        List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
                        "from",
                        "08:00",
                        "to",
                        "18:00")),
                "status",
                403,
                "allow",
                List.of());
        assertThat(SiteFields.written(site)).isEqualTo(Map.of("access_windows", written));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    @Test
    void whatIsSaidIsWrittenSo() {
        Map<String, Object> said = Map.of(
                "time_zone",
                "Europe/Berlin",
                "windows",
                List.of(
                        Map.of("days", List.of("sat", "fri", "sat"), "from", "20:00", "to", "01:30"),
                        Map.of("days", List.of("sun"), "from", "00:00", "to", "24:00")),
                "status",
                503,
                "allow",
                List.of("192.168.1.10"));
        Site site = SiteFields.read(Map.of("access_windows", said));
        AccessWindows windows = site.of(AccessWindows.class);
        assertThat(windows).isNotNull();
        assertThat(windows.written().get("windows"))
                .isEqualTo(List.of(
                        Map.of("days", List.of("fri", "sat"), "from", "20:00", "to", "01:30"),
                        Map.of("days", List.of("sun"), "from", "00:00", "to", "24:00")));
        assertThat(windows.written().get("allow")).isEqualTo(List.of("192.168.1.10"));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    private static Map<String, Object> one(Map<String, Object> window) {
        return Map.of("windows", List.of(window));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of(), "windows", "at least one; access_windows null lets the route be used"),
                Arguments.of(Map.of("windows", List.of()), "windows", "from 1 to 100"),
                Arguments.of(Map.of("windows", Collections.nCopies(101, DAY)), "windows", "from 1 to 100"),
                Arguments.of(Map.of("windows", "always"), "windows", "an array of objects"),
                Arguments.of(one(Map.of("from", "08:00")), "windows[0].to", "a time such as 17:30"),
                Arguments.of(one(Map.of("from", "8:00", "to", "9:00")), null, "a time such as"),
                Arguments.of(one(Map.of("from", "25:00", "to", "09:00")), "windows[0].from", "from 00:00 to 23:59"),
                Arguments.of(one(Map.of("from", "24:00", "to", "09:00")), "windows[0].from", "from 00:00 to 23:59"),
                Arguments.of(one(Map.of("from", "08:00", "to", "24:01")), "windows[0].to", "to 24:00"),
                Arguments.of(
                        one(Map.of("from", "08:00", "to", "08:00")),
                        "windows[0].to",
                        "a whole day is from 00:00 to 24:00"),
                Arguments.of(
                        one(Map.of("days", List.of("monday"), "from", "08:00", "to", "09:00")),
                        "windows[0].days[0]",
                        "one of mon, tue, wed, thu, fri, sat, sun"),
                Arguments.of(
                        one(Map.of("days", List.of(), "from", "08:00", "to", "09:00")),
                        "windows[0].days",
                        "or null for every day"),
                Arguments.of(
                        one(Map.of("from", "08:00", "to", "09:00", "until", "x")),
                        "windows[0].until",
                        "one of days, from, to"),
                Arguments.of(
                        Map.of("time_zone", "europe/berlin", "windows", List.of(DAY)), "time_zone", "Europe/Berlin"),
                Arguments.of(
                        Map.of("time_zone", "+02:00", "windows", List.of(DAY)), "time_zone", "a name of the IANA time"),
                Arguments.of(Map.of("status", 404, "windows", List.of(DAY)), "status", "403 or 503"),
                Arguments.of(
                        Map.of("allow", List.of("10.0.0.1/8"), "windows", List.of(DAY)), "allow[0]", "10.0.0.0/8"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void otherThingsAreRefused(Map<String, Object> windows, @Nullable String path, String expected) {
        Problems problems = new Problems();
        read(windows, problems);
        assertThat(problems.list()).hasSize(path == null ? 2 : 1).allSatisfy(problem -> {
            assertThat(problem.expected()).contains(expected);
            assertThat(problem.path()).startsWith("access_windows." + (path == null ? "windows[0]" : path));
        });
    }
}

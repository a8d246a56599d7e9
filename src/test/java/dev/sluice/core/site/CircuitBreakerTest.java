package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of a route's circuit breaker. */
class CircuitBreakerTest {

    private static Site read(Map<String, ? extends @Nullable Object> breaker, Problems problems) {
        Fields in = new Fields(Map.of("circuit_breaker", breaker), "", problems);
        Site site = SiteFields.over(in, Site.PLAIN);
        in.done();
        return site;
    }

    @Test
    void nothingSaidIsTheUsual() {
        Problems problems = new Problems();
        Site site = read(Map.of(), problems);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(site.of(CircuitBreaker.class))
                .isEqualTo(new CircuitBreaker(
                        5, 50, Duration.ofSeconds(10), Duration.ofSeconds(30), List.of(502, 503, 504)));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    @Test
    void whatIsSaidIsWrittenSo() {
        Problems problems = new Problems();
        Site site = read(
                Map.of(
                        "failures",
                        1,
                        "failure_percent",
                        100,
                        "window",
                        "1m",
                        "open_for",
                        "5s",
                        "statuses",
                        List.of(504, 500, 500)),
                problems);
        assertThat(problems.isEmpty()).isTrue();
        CircuitBreaker terms = site.of(CircuitBreaker.class);
        assertThat(terms)
                .isEqualTo(new CircuitBreaker(1, 100, Duration.ofMinutes(1), Duration.ofSeconds(5), List.of(500, 504)));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
        assertThat(read(Map.of("statuses", List.of()), problems).of(CircuitBreaker.class))
                .satisfies(none -> assertThat(none.statuses()).isEmpty());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("failures", 0), "failures", "from 1 to 1000"),
                Arguments.of(Map.of("failure_percent", 101), "failure_percent", "from 1 to 100"),
                Arguments.of(Map.of("window", "500ms"), "window", "from 1s to 1h"),
                Arguments.of(Map.of("open_for", "2h"), "open_for", "from 1s to 1h"),
                Arguments.of(Map.of("statuses", List.of(404)), "statuses", "statuses from 500 to 599"),
                Arguments.of(Map.of("statuses", "5xx"), "statuses", "an array of whole numbers"),
                Arguments.of(Map.of("threshold", 5), "threshold", "one of failures, failure_percent,"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void otherThingsAreRefused(Map<String, Object> breaker, String field, String expected) {
        Problems problems = new Problems();
        read(breaker, problems);
        assertThat(problems.list()).singleElement().satisfies(only -> {
            assertThat(only.path()).isEqualTo("circuit_breaker." + field);
            assertThat(only.expected()).contains(expected);
        });
    }
}

package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Network;
import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of a route's rate limit. */
class RateLimitTest {

    private static Map<String, @Nullable Object> map(@Nullable Object... fields) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return map;
    }

    private static Site read(Map<String, @Nullable Object> limit, Problems problems) {
        Fields in = new Fields(Map.of("rate_limit", limit), "", problems);
        Site site = SiteFields.over(in, Site.PLAIN);
        in.done();
        return site;
    }

    private static Map<String, @Nullable Object> whole(
            int requests, String per, @Nullable Integer burst, int prefix, List<String> allow) {
        return map("requests", requests, "per", per, "burst", burst, "ipv6_prefix", prefix, "allow", allow);
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(map("requests", 100), whole(100, "1m", null, 64, List.of())),
                Arguments.of(
                        map("requests", 5, "per", "3600s", "burst", 9, "allow", List.of("10.0.0.0/8")),
                        whole(5, "1h", 9, 64, List.of("10.0.0.0/8"))),
                Arguments.of(
                        map("requests", 100_000, "per", null, "burst", null, "ipv6_prefix", 128),
                        whole(100_000, "1m", null, 128, List.of())));
    }

    @ParameterizedTest
    @MethodSource("written")
    void isWrittenWholeAndReadAgain(Map<String, @Nullable Object> given, Map<String, @Nullable Object> written) {
        Site site = SiteFields.read(Map.of("rate_limit", given));
        assertThat(SiteFields.written(site)).isEqualTo(Map.of("rate_limit", written));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(map(), "requests", "nothing", "how many, from 1 to 100000"),
                Arguments.of(map("requests", 0), "requests", "0", "from 1 to 100000"),
                Arguments.of(map("requests", 100_001), "requests", "100001", "from 1 to 100000"),
                Arguments.of(map("requests", 1, "per", "1500ms"), "per", "1500ms", "whole seconds, from 1s to 24h"),
                Arguments.of(map("requests", 1, "per", "25h"), "per", "25h", "whole seconds, from 1s to 24h"),
                Arguments.of(map("requests", 1, "burst", 0), "burst", "0", "or null for as many as requests"),
                Arguments.of(map("requests", 1, "ipv6_prefix", 16), "ipv6_prefix", "16", "bits from 32 to 128"),
                Arguments.of(map("requests", 1, "allow", List.of("::1/64")), "allow[0]", "::1/64", "::/64"),
                Arguments.of(map("requests", 1, "window", 5), "window", "an unknown field", "requests, per, burst"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsToldWithWhatWouldBeRight(
            Map<String, @Nullable Object> given, String path, String actual, String expected) {
        Problems problems = new Problems();
        read(given, problems);
        assertThat(problems.list()).singleElement().satisfies(only -> {
            assertThat(only.path()).isEqualTo("rate_limit." + path);
            assertThat(only.actual()).isEqualTo(actual);
            assertThat(only.expected()).contains(expected);
        });
    }

    @Test
    void anAddressOrAHomeIsAClient() {
        RateLimit limit = new RateLimit(1, Duration.ofSeconds(1), null, 64, List.of());
        byte[] one = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        byte[] sibling = one.clone();
        sibling[8] = 0;
        byte[] other = one.clone();
        other[7] = 0;
        assertThat(limit.client(one)).isEqualTo(limit.client(sibling)).isNotEqualTo(limit.client(other));
        assertThat(limit.client(new byte[] {10, 0, 0, 1})).isEqualTo(new Network(false, 0x0A000001, 0, 32));
    }
}

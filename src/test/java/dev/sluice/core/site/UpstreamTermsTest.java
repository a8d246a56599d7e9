package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route may ask of its upstreams. */
class UpstreamTermsTest {

    private static Site read(Map<String, @Nullable Object> upstream, Problems problems) {
        Fields in = new Fields(Map.of("upstream", upstream), "", problems);
        Site site = SiteFields.over(in, Site.PLAIN);
        in.done();
        return site;
    }

    private static Map<String, @Nullable Object> of(String field, @Nullable Object value) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put(field, value);
        return fields;
    }

    @Test
    void nothingSaidIsWhatHoldsForAll() {
        Problems problems = new Problems();
        UpstreamTerms terms = read(Map.of(), problems).of(UpstreamTerms.class);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(terms).isEqualTo(new UpstreamTerms(null, null, null, List.of()));
    }

    @Test
    void whatIsSaidIsWrittenSo() {
        Problems problems = new Problems();
        Site site = read(
                Map.of(
                        "response_head_timeout",
                        "5s",
                        "idle_timeout",
                        "2m",
                        "max_body_bytes",
                        10_737_418_240L,
                        "retry_statuses",
                        List.of(504, 502, 502)),
                problems);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(site.of(UpstreamTerms.class))
                .isEqualTo(new UpstreamTerms(
                        Duration.ofSeconds(5), Duration.ofMinutes(2), 10_737_418_240L, List.of(502, 504)));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    @ParameterizedTest
    @CsvSource({
        "response_head_timeout, 0s",
        "response_head_timeout, 25h",
        "idle_timeout, soon",
        "max_body_bytes, x",
        "retry_statuses, 502",
        "colour, red"
    })
    void otherThingsAreRefused(String field, String value) {
        Problems problems = new Problems();
        read(of(field, value), problems);
        assertThat(problems.has("upstream." + field)).isTrue();
    }

    @Test
    void onlyGatewayStatusesAreRetried() {
        for (Object statuses : List.of(List.of(500), List.of(404, 502), List.of(true))) {
            Problems problems = new Problems();
            read(of("retry_statuses", statuses), problems);
            assertThat(problems.isEmpty()).as("%s", statuses).isFalse();
        }
        Problems problems = new Problems();
        read(of("max_body_bytes", -1), problems);
        assertThat(problems.has("upstream.max_body_bytes")).isTrue();
    }
}

package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which page stands for which status, and what is written into it. */
class ErrorPagesTest {

    /** A status, or a kind of statuses, and its page, again and again. */
    private static Site site(String... statusesAndPages) {
        List<Object> pages = new ArrayList<>();
        for (int i = 0; i < statusesAndPages.length; i += 2) {
            pages.add(Map.of("statuses", List.of(statusesAndPages[i].split(",")), "html", statusesAndPages[i + 1]));
        }
        return SiteFields.read(Map.of("error_pages", Map.of("pages", pages)));
    }

    private static @Nullable String found(int status, Site... sites) {
        StatusPage page = NearestPages.of(sites).of(status);
        return page == null ? null : page.html().text();
    }

    private static Map<String, Object> page(List<?> statuses, String html) {
        return Map.of("error_pages", Map.of("pages", List.of(Map.of("statuses", statuses, "html", html))));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("error_pages", Map.of()), "pages", "none", "at least one page"),
                Arguments.of(page(List.of(), "x"), "pages[0].statuses", "none", "at least one status"),
                Arguments.of(page(List.of("200"), "x"), "pages[0].statuses[0]", "200", "from 400 to 599"),
                Arguments.of(page(List.of("3xx"), "x"), "pages[0].statuses[0]", "3xx", "4xx or 5xx"),
                Arguments.of(page(List.of(503), " "), "pages[0].html", " ", "an HTML page"),
                Arguments.of(page(List.of(503), "<p>{peer}"), "pages[0].html", "{peer}", "status, reason, request_id"),
                Arguments.of(
                        page(List.of(503), "\u00e4".repeat(32_769)),
                        "pages[0].html",
                        "65538 bytes",
                        "at most 65536 bytes"),
                Arguments.of(page(List.of(503), "a\ud800b"), "pages[0].html", "a character that is none", "in UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsToldWithWhatWouldBeRight(Map<String, ?> given, String path, String actual, String expected) {
        Problems problems = new Problems();
        SiteFields.over(new Fields(given, "", problems), Site.PLAIN);
        assertThat(problems.list()).hasSize(1);
        Problem only = problems.list().get(0);
        assertThat(only.path()).isEqualTo("error_pages." + path);
        assertThat(only.actual()).isEqualTo(actual);
        assertThat(only.expected()).contains(expected);
    }

    @Test
    void itIsWrittenAsItIsRead() {
        assertThat(SiteFields.written(SiteFields.read(page(List.of(503, "4xx"), "<p>{status}"))))
                .isEqualTo(Map.of(
                        "error_pages",
                        Map.of(
                                "pages",
                                List.of(Map.of(
                                        "statuses",
                                        List.of("503", "4xx"),
                                        "html",
                                        "<p>{status}",
                                        "replace_upstream",
                                        false)))));
    }

    @Test
    void aPageThatNamesTheStatusGoesBeforeOneForAllLikeIt() {
        Site site = site("5xx", "any", "503,404", "named", "5xx", "late", "503", "later");
        assertThat(found(503, site)).isEqualTo("named");
        assertThat(found(502, site)).isEqualTo("any");
        assertThat(found(404, site)).isEqualTo("named");
        assertThat(found(403, site)).isNull();
        assertThat(found(600, site)).isNull();
    }

    @Test
    void theNearestWinsEvenIfItIsLessExact() {
        Site near = site("5xx", "near");
        Site far = site("503", "far", "404", "far too");
        assertThat(found(503, near, far)).isEqualTo("near");
        assertThat(found(404, near, far)).isEqualTo("far too");
        assertThat(found(503, Site.PLAIN, far)).isEqualTo("far");
        assertThat(found(503, Site.PLAIN)).isNull();
    }

    @Test
    void whatIsFilledInIsEscapedAndOtherBracesStay() {
        Site site = site("5xx", "p{color:red} {status} {reason} {host} {request_id}\u00e4{ }");
        PageText html = Objects.requireNonNull(NearestPages.of(site).of(503)).html();
        byte[] page = html.filled(new PageText.Facts(503, "It's <gone> & away", "id-7", "\"a.example"));
        assertThat(new String(page, StandardCharsets.UTF_8))
                .isEqualTo("p{color:red} 503 It&#39;s &lt;gone&gt; &amp; away &quot;a.example id-7\u00e4{ }");
        assertThat(html.isFixed()).isFalse();
    }
}

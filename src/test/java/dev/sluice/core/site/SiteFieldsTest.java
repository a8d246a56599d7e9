package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problem;
import dev.sluice.core.rule.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be said of a route's features, and that it is written as it is read. */
class SiteFieldsTest {

    private static Map<String, @Nullable Object> map(@Nullable Object... fields) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put(String.valueOf(fields[i]), fields[i + 1]);
        }
        return map;
    }

    private static Site read(Map<String, @Nullable Object> fields, Site present, Problems problems) {
        Fields in = new Fields(fields, "", problems);
        Site site = SiteFields.over(in, present);
        in.done();
        return site;
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(
                        map("compression", map()),
                        map(
                                "compression",
                                map(
                                        "encodings",
                                        List.of("zstd", "br", "gzip"),
                                        "minimum_length",
                                        512,
                                        "types",
                                        Compression.DEFAULT_TYPES))),
                Arguments.of(
                        map("compression", map("encodings", List.of("gzip"), "types", List.of("Text/HTML", "*"))),
                        map(
                                "compression",
                                map(
                                        "encodings",
                                        List.of("gzip"),
                                        "minimum_length",
                                        512,
                                        "types",
                                        List.of("text/html", "*")))),
                Arguments.of(
                        map(
                                "paths",
                                map(
                                        "strip_prefix",
                                        "/a",
                                        "redirects",
                                        List.of(map("path", "/o/*", "to", "{scheme}://{host}:8443/n{rest}")),
                                        "answers",
                                        List.of(map("path", "/ping")))),
                        map(
                                "paths",
                                map(
                                        "strip_prefix",
                                        "/a",
                                        "add_prefix",
                                        null,
                                        "restore_prefix",
                                        false,
                                        "redirects",
                                        List.of(map(
                                                "path", "/o/*", "to", "{scheme}://{host}:8443/n{rest}", "status", 302)),
                                        "answers",
                                        List.of(map(
                                                "path",
                                                "/ping",
                                                "status",
                                                200,
                                                "body",
                                                "",
                                                "content_type",
                                                "text/plain; charset=utf-8"))))),
                Arguments.of(
                        map("maintenance", map()),
                        map(
                                "maintenance",
                                map("enabled", true, "message", null, "retry_after_s", 300, "allow", List.of()))),
                Arguments.of(
                        map("maintenance", map("enabled", false, "message", "later", "allow", List.of("10.0.0.0/8"))),
                        map(
                                "maintenance",
                                map(
                                        "enabled",
                                        false,
                                        "message",
                                        "later",
                                        "retry_after_s",
                                        300,
                                        "allow",
                                        List.of("10.0.0.0/8")))),
                Arguments.of(
                        map(
                                "headers",
                                map(
                                        "request",
                                        map("set", map("X-B", "{client_ip} {\"a\"}", "X-A", "1")),
                                        "response",
                                        map("remove", List.of("Server")))),
                        map(
                                "headers",
                                map(
                                        "request",
                                        map(
                                                "remove",
                                                List.of(),
                                                "set",
                                                map("x-a", "1", "x-b", "{client_ip} {\"a\"}"),
                                                "add",
                                                map()),
                                        "response",
                                        map("remove", List.of("server"), "set", map(), "add", map()),
                                        "security",
                                        false))));
    }

    @ParameterizedTest
    @MethodSource("written")
    void isWrittenWholeAndReadAgain(Map<String, @Nullable Object> given, Map<String, @Nullable Object> written) {
        Site site = SiteFields.read(given);
        assertThat(SiteFields.written(site)).isEqualTo(written);
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        map("compression", map("encodings", List.of("gzip", "deflate"))),
                        "compression.encodings[1]",
                        "deflate",
                        "one of zstd, br, gzip, each once"),
                Arguments.of(
                        map("compression", map("encodings", List.of("br", "br"))),
                        "compression.encodings[1]",
                        "br",
                        "each once"),
                Arguments.of(
                        map("compression", map("encodings", List.of())), "compression.encodings", "[]", "at least one"),
                Arguments.of(
                        map("compression", map("minimum_length", -1)),
                        "compression.minimum_length",
                        "-1",
                        "bytes from 0 to 1048576"),
                Arguments.of(
                        map("compression", map("types", List.of("text/html", "html"))),
                        "compression.types[1]",
                        "html",
                        "a type such as application/json"),
                Arguments.of(map("compression", map("level", 5)), "compression.level", "an unknown field", "one of "),
                Arguments.of(
                        map("paths", map("strip_prefix", "app")), "paths.strip_prefix", "app", "a path such as /app"),
                Arguments.of(
                        map("paths", map("restore_prefix", true)),
                        "paths.restore_prefix",
                        "true",
                        "false, or a strip_prefix or add_prefix to undo"),
                Arguments.of(map("paths", map("add_prefix", "/")), "paths.add_prefix", "/", "a path such as /app"),
                Arguments.of(
                        map("paths", map("redirects", List.of(map("path", "old", "to", "/new")))),
                        "paths.redirects[0].path",
                        "old",
                        "/old/*"),
                Arguments.of(
                        map("paths", map("redirects", List.of(map("path", "/old")))),
                        "paths.redirects[0].to",
                        "nothing",
                        "a path, or a URL"),
                Arguments.of(
                        map("paths", map("redirects", List.of(map("path", "/*", "to", "https://a.example{rest}")))),
                        "paths.redirects[0].to",
                        "https://a.example{rest}",
                        "behind its host"),
                Arguments.of(
                        map("paths", map("redirects", List.of(map("path", "/a", "to", "/b", "status", 200)))),
                        "paths.redirects[0].status",
                        "200",
                        "301, 302, 303, 307 or 308"),
                Arguments.of(
                        map("paths", map("answers", List.of(map("path", "/a", "status", 204, "body", "x")))),
                        "paths.answers[0].body",
                        "x",
                        "no body"),
                Arguments.of(map("maintenance", "yes"), "maintenance", "yes", "an object"),
                Arguments.of(map("maintenance", map("on", 1)), "maintenance.on", "an unknown field", "one of "),
                Arguments.of(
                        map("maintenance", map("retry_after_s", 0)),
                        "maintenance.retry_after_s",
                        "0",
                        "seconds from 1 to 604800"),
                Arguments.of(
                        map("maintenance", map("allow", List.of("10.1.2.3/8"))),
                        "maintenance.allow[0]",
                        "10.1.2.3/8",
                        "10.0.0.0/8, which is that network"),
                Arguments.of(
                        map("headers", map("request", map("set", map("Connection", "close")))),
                        "headers.request.set.Connection",
                        "Connection",
                        "framing"),
                Arguments.of(
                        map("headers", map("request", map("remove", List.of("X-Gateway_Target")))),
                        "headers.request.remove[0]",
                        "X-Gateway_Target",
                        "not Sluice's own"),
                Arguments.of(
                        map("headers", map("response", map("set", map("host", "a")))),
                        "headers.response.set.host",
                        "host",
                        "answers"),
                Arguments.of(
                        map("headers", map("response", map("add", map("X-A", "a\r\nX-B: b")))),
                        "headers.response.add.X-A",
                        "a\uFFFD\uFFFDX-B: b",
                        "visible"),
                Arguments.of(
                        map("headers", map("response", map("add", map("X-A", "{client}")))),
                        "headers.response.add.X-A",
                        "{client}",
                        "client_ip"),
                Arguments.of(
                        map("headers", map("response", map("set", map("bad name", "a")))),
                        "headers.response.set.bad name",
                        "bad name",
                        "the name of a header field"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsWrongIsToldWithWhatWouldBeRight(
            Map<String, @Nullable Object> given, String path, String actual, String expected) {
        Problems problems = new Problems();
        read(given, Site.PLAIN, problems);
        Problem only = problems.list().get(0);
        assertThat(problems.list()).hasSize(1);
        assertThat(only.path()).isEqualTo(path);
        assertThat(only.actual()).isEqualTo(actual);
        assertThat(only.expected()).contains(expected);
    }

    @Test
    void absentStaysNullSwitchesOffAndAnObjectIsTheFeatureWhole() {
        Site both = SiteFields.read(map("maintenance", map("message", "a"), "headers", map("security", true)));
        assertThat(read(map(), both, new Problems())).isEqualTo(both);
        Site one = read(map("maintenance", null), both, new Problems());
        assertThat(SiteFields.written(one)).containsOnlyKeys("headers");
        assertThat(read(map("headers", null), one, new Problems())).isSameAs(Site.PLAIN);
        Site other = read(map("maintenance", map("enabled", false)), both, new Problems());
        assertThat(other.of(Maintenance.class)).isEqualTo(new Maintenance(false, null, 300, List.of()));
    }

    @Test
    void aTemplateIsFilledInWhereItHasBraces() {
        Problems problems = new Problems();
        Fields in = new Fields(Map.of(), "", problems);
        Template template = Template.read("{scheme}://{host}{path}?{query};{}{A}", "x", in);
        assertThat(template.filled(placeholder -> "<" + placeholder.wire() + ">"))
                .isEqualTo("<scheme>://<host><path>?<query>;{}{A}");
        assertThat(problems.isEmpty()).isTrue();
    }
}

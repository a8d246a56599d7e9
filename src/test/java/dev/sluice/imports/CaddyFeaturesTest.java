package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.site.SiteFields;
import dev.sluice.imports.caddy.CaddyImport;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftRoute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the directives that routes have features for: in the document, and in the words about it. */
class CaddyFeaturesTest {

    private static final String HASH = "$2a$14$" + "x".repeat(53);

    private final Findings findings = new Findings();

    private Draft read(String text) throws IOException {
        return CaddyImport.caddyfile("Caddyfile", text, new DiskFiles(Path.of(".")), Map.of(), findings);
    }

    private static DraftRoute route(Draft draft, String label) {
        return draft.routes().stream()
                .filter(route -> route.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** Lines of a site that has a proxy as well, the features of its route, and a finding. */
    static Stream<Arguments> taken() {
        return Stream.of(
                // Caddy's default formats and length; what is taken is for every request.
                Arguments.of(
                        "encode",
                        Map.of("compression", Map.of("encodings", List.of("zstd", "gzip"))),
                        "encode: differs: compression, not of event streams"),
                Arguments.of(
                        "encode {\n gzip 9\n minimum_length 1000\n}",
                        Map.of("compression", Map.of("encodings", List.of("gzip"), "minimum_length", 1000)),
                        "encode: differs: compression, at fixed levels"),
                Arguments.of(
                        "basic_auth bcrypt Area {\n ada " + HASH + "\n}",
                        Map.of(
                                "access",
                                Map.of(
                                        "basic_auth",
                                        Map.of(
                                                "realm",
                                                "Area",
                                                "users",
                                                List.of(Map.of("name", "ada", "password_hash", HASH)),
                                                "pass_authorization",
                                                true))),
                        "basic_auth: taken: access.basic_auth"),
                Arguments.of(
                        "forward_auth auth:9091 {\n uri /check?x=1\n copy_headers Remote-User Remote-Groups\n}",
                        Map.of(
                                "access",
                                Map.of(
                                        "forward_auth",
                                        Map.of(
                                                "url",
                                                "http://auth:9091/check?x=1",
                                                "copy_headers",
                                                List.of("Remote-User", "Remote-Groups")))),
                        "forward_auth auth:9091: taken: access.forward_auth"),
                Arguments.of(
                        "@out not remote_ip private_ranges\nabort @out",
                        Map.of(
                                "access",
                                Map.of(
                                        "allow",
                                        List.of(
                                                "192.168.0.0/16",
                                                "172.16.0.0/12",
                                                "10.0.0.0/8",
                                                "127.0.0.0/8",
                                                "fd00::/8",
                                                "::1"))),
                        "abort @out: differs: access: 403 for these"),
                Arguments.of(
                        "@bad client_ip 192.0.2.0/24 2001:db8::1\nrespond @bad 403",
                        Map.of("access", Map.of("deny", List.of("192.0.2.0/24", "2001:db8::1"))),
                        "respond @bad: differs: access: 403 for these"),
                Arguments.of(
                        "uri strip_prefix /app",
                        Map.of("paths", Map.of("strip_prefix", "/app")),
                        "uri strip_prefix: differs: paths.strip_prefix, which strips whole segments alone"),
                Arguments.of(
                        "rewrite * /v2{uri}",
                        Map.of("paths", Map.of("add_prefix", "/v2")),
                        "rewrite /v2{uri}: taken: paths.add_prefix"),
                Arguments.of(
                        "redir /old https://new.example{uri} permanent",
                        Map.of(
                                "paths",
                                Map.of(
                                        "redirects",
                                        List.of(Map.of(
                                                "path", "/old", "to", "https://new.example{path}", "status", 301)))),
                        "redir /old https://new.example{uri} permanent: taken: redirects of paths"),
                Arguments.of(
                        "redir /a/* /b 307",
                        Map.of(
                                "paths",
                                Map.of("redirects", List.of(Map.of("path", "/a/*", "to", "/b", "status", 307)))),
                        "redir /a/* /b 307: differs: redirects of paths, /a itself too, and the query goes along"),
                Arguments.of(
                        "respond /ping pong",
                        Map.of(
                                "paths",
                                Map.of("answers", List.of(Map.of("path", "/ping", "status", 200, "body", "pong")))),
                        "respond /ping: taken: answers of paths"),
                Arguments.of(
                        "@p path /metrics /metrics/*\nrespond @p 404",
                        Map.of(
                                "paths",
                                Map.of(
                                        "answers",
                                        List.of(
                                                Map.of("path", "/metrics", "status", 404),
                                                Map.of("path", "/metrics/*", "status", 404)))),
                        "respond @p 404: taken: answers of paths"),
                Arguments.of(
                        "header {\n -Server\n >X-A {host}\n +X-B two\n}",
                        Map.of(
                                "headers",
                                Map.of(
                                        "response",
                                        Map.of(
                                                "remove",
                                                List.of("server"),
                                                "set",
                                                Map.of("x-a", "{host}"),
                                                "add",
                                                Map.of("x-b", "two")))),
                        "header >X-A: taken: headers.response.set"),
                Arguments.of(
                        "header X-Robots-Tag noindex",
                        Map.of("headers", Map.of("response", Map.of("set", Map.of("x-robots-tag", "noindex")))),
                        "header X-Robots-Tag: differs: headers.response.set, in place of the application's own"),
                Arguments.of(
                        "request_header -X-Remote-User",
                        Map.of("headers", Map.of("request", Map.of("remove", List.of("x-remote-user")))),
                        "request_header -X-Remote-User: taken: headers.request.remove"),
                Arguments.of(
                        "request_body {\n max_size 10MB\n}",
                        Map.of("upstream", Map.of("max_body_bytes", 10_000_000L)),
                        "request_body max_size: taken: upstream.max_body_bytes 10000000"),
                Arguments.of(
                        "request_body {\n max_size 1.5MiB\n}",
                        Map.of("upstream", Map.of("max_body_bytes", 1_572_864L)),
                        "request_body max_size: taken: upstream.max_body_bytes 1572864"));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void theRouteDoesWhatTheDirectiveDid(String lines, Map<String, ?> features, String finding) throws IOException {
        DraftRoute route = route(read("a.example {\n" + lines + "\nreverse_proxy app:80\n}\n"), "a.example");
        assertThat(route.enabled()).isTrue();
        assertThat(SiteFields.written(route.site())).isEqualTo(SiteFields.written(SiteFields.read(features)));
        assertThat(findings.lines()).anyMatch(line -> line.contains(finding));
        assertThat(findings.areLossy()).isFalse();
        assertThat(String.join("\n", findings.lines())).doesNotContain(HASH);
    }

    /** Lines of a proxy, the circuit breaker of its route, and a finding. */
    static Stream<Arguments> breakers() {
        return Stream.of(
                Arguments.of(
                        "fail_duration 30s\n max_fails 3\n unhealthy_status 502 503",
                        breaker(3, "30s", List.of(502, 503)),
                        "fail_duration: differs: circuit_breaker: each route judges for itself"),
                Arguments.of(
                        "fail_duration 30s\n max_fails 3\n unhealthy_status 502 503",
                        breaker(3, "30s", List.of(502, 503)),
                        "unhealthy_status 502 503: taken: circuit_breaker.statuses"),
                Arguments.of(
                        "unhealthy_status 502 5xx 429\n fail_duration 60s",
                        breaker(1, "1m", IntStream.rangeClosed(500, 511).boxed().toList()),
                        "unhealthy_status 502 5xx 429: differs: circuit_breaker.statuses, of 5xx those from 500 to 511,"
                                + " without 429"),
                Arguments.of("fail_duration 500ms", Map.of(), "fail_duration: left out: a circuit_breaker remembers"),
                Arguments.of(
                        "fail_duration 1m\n unhealthy_status 404",
                        breaker(1, "1m", List.of()),
                        "unhealthy_status: left out: a circuit_breaker counts statuses from 500 to 599"),
                Arguments.of(
                        "fail_duration 1m\n max_fails 5000",
                        breaker(1, "1m", List.of()),
                        "max_fails: left out: a circuit_breaker counts from 1 to 1,000 failures"),
                Arguments.of("max_fails 3", Map.of(), "max_fails: taken: it does nothing without fail_duration"));
    }

    private static Map<String, ?> breaker(int failures, String time, List<Integer> statuses) {
        return Map.of(
                "circuit_breaker",
                Map.of(
                        "failures", failures,
                        "failure_percent", 1,
                        "window", time,
                        "open_for", time,
                        "statuses", statuses));
    }

    @ParameterizedTest
    @MethodSource("breakers")
    void whomTheProxyAvoidsTheRouteLeavesAlone(String lines, Map<String, ?> features, String finding)
            throws IOException {
        DraftRoute route = route(read("a.example {\n reverse_proxy a:80 b:80 {\n " + lines + "\n}\n}\n"), "a.example");
        assertThat(SiteFields.written(route.site())).isEqualTo(SiteFields.written(SiteFields.read(features)));
        assertThat(findings.lines()).anyMatch(line -> line.contains(finding));
        assertThat(findings.areLossy()).isEqualTo(finding.contains("left out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth {\n ada HASH\n}",
                "forward_auth auth:80 {\n uri /c\n}",
                "@out not remote_ip 10.0.0.0/8\nabort @out"
            })
    void whatStandsBeforeRedirectsHereIsTold(String guard) throws IOException {
        String lines = "redir /old /new\n" + guard.replace("HASH", HASH);
        DraftRoute route = route(read("a.example {\n" + lines + "\nreverse_proxy app:80\n}\n"), "a.example");
        assertThat(SiteFields.written(route.site())).containsKeys("paths", "access");
        assertThat(findings.lines())
                .anyMatch(
                        line -> line.contains(": differs: access") && line.endsWith("; it goes before redirects here"));
    }

    /** Lines of a site that has a proxy as well, whether its route stays on, and a finding. */
    static Stream<Arguments> leftOut() {
        return Stream.of(
                Arguments.of("encode /big/* gzip", true, "encode /big/*", "left out"),
                Arguments.of("encode {\n match status 200\n}", true, "encode", "left out"),
                Arguments.of("basic_auth /admin/* {\n ada " + HASH + "\n}", false, "basic_auth /admin/*", "left out"),
                Arguments.of("basic_auth {\n ada secret\n}", false, "basic_auth", "left out: a route asks all"),
                Arguments.of("basic_auth scrypt {\n ada " + HASH + "\n}", false, "basic_auth", "left out"),
                Arguments.of(
                        "forward_auth auth:80 {\n uri /c\n copy_headers A>B\n}", false, "forward_auth", "left out"),
                Arguments.of("forward_auth auth:80 {\n uri /c\n header_up X y\n}", false, "forward_auth", "left out"),
                Arguments.of(
                        "@o not remote_ip 10.0.0.0/8\nabort @o\n@p not remote_ip 10.1.0.0/16\nabort @p",
                        false,
                        "abort @p",
                        "left out"),
                Arguments.of(
                        "@o {\n not remote_ip 10.0.0.0/8\n method POST\n}\nabort @o", false, "abort @o", "left out"),
                Arguments.of("uri strip_suffix /x", false, "uri", "left out: a route strips a prefix"),
                Arguments.of("uri strip_prefix /app\nreverse_proxy /api/* b:80", false, "uri", "left out"),
                Arguments.of("rewrite /a /b", false, "rewrite", "left out"),
                Arguments.of("rewrite * /index.php?{query}", false, "rewrite", "left out"),
                Arguments.of("redir /a* /b", true, "redir /a* /b", "left out"),
                Arguments.of("redir /a {http.request.cookie.to}", true, "redir /a", "left out"),
                Arguments.of("respond /now {time.now}", true, "respond /now", "left out"),
                Arguments.of("header ?Cache-Control no-store", true, "header ?Cache-Control", "left out"),
                Arguments.of("header Location http: https:", true, "header Location", "left out"),
                Arguments.of("header Content-Length 5", true, "header Content-Length", "left out"),
                Arguments.of("request_header X-Up {upstream_hostport}", false, "request_header X-Up", "left out"),
                Arguments.of("request_body {\n read_timeout 5s\n}", true, "request_body read_timeout", "left out"));
    }

    @ParameterizedTest
    @MethodSource("leftOut")
    void whatHasNoEqualIsTold(String lines, boolean on, String subject, String verdict) throws IOException {
        DraftRoute route = route(read("a.example {\n" + lines + "\nreverse_proxy app:80\n}\n"), "a.example");
        assertThat(route.enabled()).isEqualTo(on);
        assertThat(findings.lines()).anyMatch(line -> line.contains(" " + subject) && line.contains(": " + verdict));
        assertThat(findings.areLossy()).isTrue();
    }
}

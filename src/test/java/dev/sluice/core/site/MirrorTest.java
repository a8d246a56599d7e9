package dev.sluice.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.trust.Authorities;
import dev.sluice.testing.TestCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said of a route's mirror. */
class MirrorTest {

    private static final TestCertificate AUTHORITY = TestCertificate.of("authority.test");
    /** As {@link Authorities#plain} writes it. */
    private static final String PEM = Authorities.plain(AUTHORITY.chainPem());

    private static final Map<String, Object> USUAL = Map.of("url", "http://10.0.0.9:8080");

    private static Site read(Map<String, Object> mirror, Problems problems) {
        Fields in = new Fields(Map.of("mirror", mirror), "", problems);
        Site site = SiteFields.over(in, Site.PLAIN);
        in.done();
        return site;
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> mirror = new HashMap<>(USUAL);
        mirror.put(field, value);
        return mirror;
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        Site site = SiteFields.read(Map.of("mirror", USUAL));
        assertThat(site.of(Mirror.class))
                .isEqualTo(new Mirror(
                        URI.create("http://10.0.0.9:8080"),
                        100,
                        List.of("GET", "HEAD", "OPTIONS"),
                        32,
                        65_536,
                        Duration.ofSeconds(5),
                        null));
        assertThat(SiteFields.read(SiteFields.written(site))).isEqualTo(site);
    }

    @Test
    void whatIsSaidIsWrittenSo() {
        Map<String, Object> said = Map.of(
                "url",
                "https://next.example",
                "percent",
                0,
                "methods",
                List.of("GET", "POST"),
                "max_in_flight",
                64,
                "max_body_bytes",
                1_048_576,
                "timeout",
                "100ms",
                "ca",
                PEM);
        Site site = SiteFields.read(Map.of("mirror", said));
        assertThat(SiteFields.written(site)).isEqualTo(Map.of("mirror", said));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, 80",
        "http://a.example/, 80",
        "HTTPS://a.example, 443",
        "https://[::1]:8443, 8443",
    })
    void whereItListens(String url, int port) {
        Mirror mirror = SiteFields.read(Map.of("mirror", Map.of("url", url))).of(Mirror.class);
        assertThat(mirror).isNotNull();
        assertThat(mirror.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.9:8080",
                "ftp://a.example",
                "http://",
                "http://a.example/app",
                "http://a.example?x=1",
                "http://a.example#x",
                "http://me:secret@a.example",
                "http://a.example:70000",
                "http://127.1:80"
            })
    void onlyAnOriginMayBeNamed(String url) {
        Problems problems = new Problems();
        read(Map.of("url", url), problems);
        assertThat(problems.list()).singleElement().satisfies(only -> {
            assertThat(only.path()).isEqualTo("mirror.url");
            assertThat(only.expected()).contains("such as http://10.0.0.9:8080");
            assertThat(String.valueOf(only.actual())).doesNotContain("secret");
        });
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of(), "url", "a host and perhaps a port"),
                Arguments.of(with("percent", 101), "percent", "from 0 to 100"),
                Arguments.of(with("percent", -1), "percent", "from 0 to 100"),
                Arguments.of(with("methods", List.of()), "methods", "or null for [GET, HEAD, OPTIONS]"),
                Arguments.of(with("methods", List.of("GET", "post")), "methods[1]", "a method in capitals"),
                Arguments.of(with("methods", List.of("CONNECT")), "methods[0]", "none of CONNECT"),
                Arguments.of(with("max_in_flight", 0), "max_in_flight", "from 1 to 256"),
                Arguments.of(with("max_in_flight", 257), "max_in_flight", "from 1 to 256"),
                Arguments.of(with("max_body_bytes", -1), "max_body_bytes", "from 0 to 1048576"),
                Arguments.of(with("max_body_bytes", 2_000_000), "max_body_bytes", "from 0 to 1048576"),
                Arguments.of(
                        Map.of("url", "http://a.example", "max_in_flight", 128, "max_body_bytes", 1_000_000),
                        "max_body_bytes",
                        "at most 524288 with max_in_flight 128"),
                Arguments.of(with("timeout", "50ms"), "timeout", "from 100ms to 1m"),
                Arguments.of(with("timeout", "2m"), "timeout", "from 100ms to 1m"),
                Arguments.of(with("ca", PEM), "ca", "null, since url is not https"),
                Arguments.of(
                        Map.of("url", "https://a.example", "ca", "no PEM"),
                        "ca",
                        "certificates in PEM, at most 64 KiB"),
                Arguments.of(
                        Map.of("url", "https://a.example", "ca", PEM + AUTHORITY.keyPem()), "ca", "no private key"),
                Arguments.of(with("peer_id", 3), "peer_id", "one of url, percent, methods"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void otherThingsAreRefused(Map<String, Object> mirror, String field, String expected) {
        Problems problems = new Problems();
        read(mirror, problems);
        assertThat(problems.list()).singleElement().satisfies(only -> {
            assertThat(only.path()).isEqualTo("mirror." + field);
            assertThat(only.expected()).contains(expected);
        });
    }
}

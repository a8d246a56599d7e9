package dev.sluice.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single values may look like. */
class SyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gw",
                "gw.lan",
                "GW_1.lan",
                "10.0.0.1",
                "::1",
                "[fd00::1]",
                "localhost",
                "1host",
                "::ffff:10.0.0.1"
            })
    void theseAreHosts(String text) {
        assertThat(HostSyntax.isHost(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "gw:80",
                "http://gw",
                "a..b",
                "-a",
                "a-",
                "10.0.0.256",
                "10.1",
                "2130706433",
                "0x7f.1",
                "0x7f000001",
                "a.0x1",
                "fe80::1%eth0",
                "[::1",
                ":::",
                "gw/x",
                "gw?",
                "gw@x",
                "[10.0.0.1]"
            })
    void theseAreNoHosts(String text) {
        assertThat(HostSyntax.isHost(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app.example.com, app.example.com",
        "APP.Example.com, app.example.com",
        "*.example.com, *.example.com",
        "app.example.com., app.example.com",
        "bücher.example, xn--bcher-kva.example",
        "localhost, localhost",
        "10.0.0.1, 10.0.0.1",
        "fd00::5, fd00::5",
        "[fd00::5], fd00::5",
        "FD00:0:0:0:0:0:0:5, fd00::5",
        "[::1], ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::ffff:10.0.0.1, 10.0.0.1"
    })
    void domainsHaveOneSpelling(String given, String kept) {
        assertThat(DomainSyntax.normalise(given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "a.*.b",
                "**.b",
                "a:80",
                "a b",
                "a/b",
                "-a.b",
                "a-.b",
                "a_b.c",
                "http://a",
                "a..b",
                ".a",
                "a@b",
                "[::1",
                "::1]",
                "[::1]:80",
                "[10.0.0.1]",
                "fe80::1%eth0",
                "[fe80::1%25eth0]",
                "1::2::3",
                "*.fd00::5",
                "fd00::5."
            })
    void theseAreNoDomains(String text) {
        assertThat(DomainSyntax.normalise(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a",
        "/a/b, /a/b",
        "/a%20b, /a%20b",
        "/.well-known, /.well-known",
        "/a.b/..c, /a.b/..c"
    })
    void pathsHaveOneSpelling(String given, String kept) {
        assertThat(PathSyntax.normalise(given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/a?b",
                "/a#b",
                "/a/../b",
                "/..",
                "/.",
                "/./a",
                "/%2e%2e/a",
                "/a/.%2E",
                "//",
                "/a//b",
                "/a b",
                "/%zz",
                "/é",
                "/a\\b"
            })
    void theseAreNoPathPrefixes(String text) {
        assertThat(PathSyntax.normalise(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"250ms, 250", "5s, 5000", "5m, 300000", "2h, 7200000", "1d, 86400000", "0s, 0"})
    void durationsAreReadAndWritten(String text, long millis) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
        assertThat(DurationText.format(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-5s", "5 s", "5S", "1.5s", "5m3s", "9999999999999s"})
    void theseAreNoDurations(String text) {
        assertThat(DurationText.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 9180, true",
        "127.9.9.9, 9180, true",
        "localhost, 8080, true",
        "LOCALHOST., 8080, true",
        "a.localhost, 8080, true",
        "0.0.0.0, 9180, true",
        "::1, 9180, true",
        "[::1], 9180, true",
        "0:0:0:0:0:0:0:1, 9180, true",
        "::ffff:127.0.0.1, 9180, true",
        "::, 9180, true",
        "192.0.2.1, 9180, true",
        "front.example, 9180, true",
        "db.internal, 5432, true",
        "DB.internal, 5432, true",
        "169.254.169.254, 80, true",
        "169.254.0.1, 1, true",
        "fe80::1, 80, true",
        "fd00:ec2::254, 80, true",
        "metadata.google.internal, 80, true",
        "224.0.0.1, 80, true",
        "255.255.255.255, 80, true",
        "127.0.0.1, 18080, false",
        "localhost, 3000, false",
        "10.0.0.1, 9180, false",
        "db.internal, 80, false",
        "gw.example, 9180, false"
    })
    void someTargetsAreForbidden(String host, int port, boolean forbidden) {
        assertThat(World.GUARD.why(host, port) != null).isEqualTo(forbidden);
    }
}

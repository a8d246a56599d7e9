package dev.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one normal form that routes are matched on, and what counts as a host. */
@Tag("core")
class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "/a?b=/../c, /a",
        "//a, /a",
        "/a//b///c, /a/b/c",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/../../b, /b",
        "/a/.., /",
        "/a/b/.., /a/",
        "/a/., /a/",
        "/%2e%2E/b, /b",
        "/a/%2e./b, /b",
        "/a%2Fb, /a%2Fb",
        "/a%2f../b, /a%2f../b",
        "/.a/..b, /.a/..b",
        "/...., /....",
        "/a;b=c/../d, /d",
        "/%00%zz, /%00%zz",
    })
    void routesAreMatchedOnTheNormalForm(String target, String path) {
        assertThat(RequestTarget.normalPath(target)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "example.org, example.org",
                "Example.ORG:8080, example.org",
                "example.org., example.org",
                "example.org.:80, example.org",
                "example.org:, example.org",
                "127.0.0.1, 127.0.0.1",
                "[::1]:80, [::1]",
                "[FE80::1], [fe80::1]",
                "[fd00:0:0:0:0:0:0:5]:8443, [fd00::5]",
                "[FD00::0005], [fd00::5]",
                "[2001:db8:0:0:1:0:0:1]:, [2001:db8::1:0:0:1]",
                "[0000:0000:0000:0000:0000:ffff:192.168.100.200]:80, 192.168.100.200",
                "[::ffff:a00:1], 10.0.0.1",
                "under_score.example, under_score.example",
                "'', -",
                "., -",
                ":80, -",
                "a b, -",
                "a/b, -",
                "user@example.org, -",
                "example.org:x, -",
                "example.org:0, -",
                "example.org:65536, -",
                "example.org:123456, -",
                "[::1, -",
                "[], -",
                "[::1]x, -",
                "[::1]., -",
                "[::1]:0, -",
                "[fe80::1%25eth0], -",
                "[fe80::1%eth0], -",
                "[v1.fe80::a], -",
                "[10.0.0.1], -",
                "[0000:0000:0000:0000:0000:00000:0000:0000:0001], -",
                "::1, -",
                "a%20b, -",
            })
    void aHostIsANameOrAnAddressWithAPortAtMost(String authority, @Nullable String host) {
        assertThat(RequestTarget.host(authority)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/a#b", "/a\tb", "/a\u0000", "/a\u007f", "/\u00e9"})
    void aTargetHoldsNoControlSpaceFragmentOrForeignByte(String target) {
        assertThat(RequestTarget.isClean(target)).isFalse();
    }
}

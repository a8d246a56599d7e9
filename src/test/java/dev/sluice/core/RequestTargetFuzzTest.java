package dev.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.fuzz.Fuzz;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Targets and authorities that are broken at random: each has one reading, or none. */
@Tag("fuzz")
class RequestTargetFuzzTest {

    private static final String[] PIECES = {
        "..", "/./", "/../", "//", "%2e", "%2E", "%2f", "%00", "%", "?", "#", "@", "[::1]", ":443", ":", ".", "http://",
        "\u00e9"
    };

    @Test
    void aPathHasOneNormalForm() {
        Fuzz.of("request-target", PIECES).play(3_000, input -> {
            String target = Fuzz.text(input);
            if (!target.startsWith("/")) {
                target = "/" + target;
            }
            String path = RequestTarget.normalPath(target);
            assertThat(path).startsWith("/").doesNotContain("//", "/../", "/./", "?");
            assertThat(path).doesNotEndWith("/..").doesNotEndWith("/.");
            assertThat(path.toLowerCase(Locale.ROOT)).doesNotContain("/%2e%2e/", "/%2e/");
            assertThat(RequestTarget.normalPath(path)).isEqualTo(path);
        });
    }

    @Test
    void anAuthorityNamesOneHostOrNone() {
        Fuzz.of("authority", PIECES).play(3_000, input -> {
            String host = RequestTarget.host(Fuzz.text(input));
            if (host != null) {
                assertThat(host).isNotEmpty().hasSizeLessThanOrEqualTo(255).matches("\\[[0-9a-f:.]+]|[a-z0-9._-]+");
                assertThat(host).doesNotContain("..").doesNotStartWith(".");
                assertThat(RequestTarget.host(host)).isEqualTo(host);
                assertThat(RequestTarget.host(host + ":443")).isEqualTo(host);
            }
        });
    }
}

package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first token is told to a person, and to nothing that keeps what it is told. */
class GreetingTest {

    private static final String TOKEN = "the-first-token-of-all";

    private static Greeting greeting(boolean terminal) {
        return new Greeting(
                "1.2.3",
                "port 8080, of 0.0.0.0",
                URI.create("http://[::1]:9180/api/v1"),
                terminal,
                Path.of("/state/first-token"));
    }

    @Test
    void aPersonGetsTheTokenAndALinkThatCarriesItInItsFragment() {
        assertThat(greeting(true).lines(Optional.of(TOKEN)))
                .contains("  web page    http://[::1]:9180/")
                .contains("  first token " + TOKEN + "   (shown once; keep it)")
                .anyMatch(line -> line.endsWith(" http://[::1]:9180/welcome#" + TOKEN));
    }

    @Test
    void aLogGetsThePlaceOfTheToken() {
        assertThat(String.join("\n", greeting(false).lines(Optional.of(TOKEN))))
                .contains("first token in /state/first-token", "sluice set-password", "http://[::1]:9180/\n")
                .doesNotContain(TOKEN)
                .doesNotContain("#");
    }

    @Test
    void laterStartsSpeakOfNoToken() {
        for (boolean terminal : new boolean[] {true, false}) {
            assertThat(greeting(terminal).lines(Optional.empty()))
                    .hasSize(4)
                    .startsWith("Sluice 1.2.3 serves.", "  front door  port 8080, of 0.0.0.0")
                    .noneMatch(line -> line.contains("token"));
        }
    }
}

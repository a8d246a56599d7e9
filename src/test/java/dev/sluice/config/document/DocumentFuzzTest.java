package dev.sluice.config.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.document.Document;
import dev.sluice.core.rule.Rejection;
import dev.sluice.testing.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Documents that are broken at random: each is read, and comes back the same, or is refused with a reason. */
@Tag("fuzz")
class DocumentFuzzTest {

    private static final String[] PIECES = {
        ":",
        ": ",
        "\n",
        "\n  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "#",
        "&a ",
        "*a",
        "!!int ",
        "<<: *a",
        "|\n",
        ">\n",
        "\"",
        "'",
        "%",
        "\t",
        "---\n",
        "\0",
        "\u00ff",
        "0",
        "-1",
        "99999999999999999999",
        "1e999",
        "null",
        "~",
        "on",
        "\\u0000",
        "\\",
        "peers:",
        "sluice: 2"
    };

    private final YamlDocuments text = new YamlDocuments();

    @Test
    void whatIsReadComesBack() {
        int[] read = new int[1];
        int rounds = Fuzz.of("document", PIECES).play(1_000, input -> {
            Document document;
            try {
                document = text.read(new String(input, StandardCharsets.UTF_8));
            } catch (Rejection refused) {
                assertThat(refused.getMessage()).isNotBlank();
                return;
            }
            read[0]++;
            assertThat(text.read(text.yaml(document.tree())).tree()).isEqualTo(document.tree());
        });
        assertThat(read[0]).as("of %s", rounds).isBetween(rounds / 50, rounds);
    }
}

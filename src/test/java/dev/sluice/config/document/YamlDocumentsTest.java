package dev.sluice.config.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.document.Document;
import dev.sluice.core.document.Section;
import dev.sluice.core.rule.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Documents as text, there and back. */
class YamlDocumentsTest {

    private static final String BITS =
            "aZ09 :#-'\"\\{}[]&*!|>%@`,.?~=\n\t\u00fc\u2028\u0000\u0085\ufeff\ud83d\ude00yesno";

    private final YamlDocuments text = new YamlDocuments();

    private static Map<String, Object> peer(String description) {
        Map<String, Object> peer = new LinkedHashMap<>();
        peer.put("name", "home");
        peer.put("description", description);
        peer.put("weight", 7);
        peer.put("enabled", true);
        peer.put("probe", Map.of("interval", "250ms"));
        return peer;
    }

    private String described(String description) {
        return text.yaml(new Document(Map.of(Section.PEERS, List.of(peer(description)))).tree());
    }

    @Test
    void aDocumentLooksLikeThis() {
        assertThat(described("first")).isEqualTo("""
                sluice: 1
                peers:
                  - name: home
                    description: first
                    weight: 7
                    enabled: true
                    probe:
                      interval: 250ms
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yes",
                "No",
                "~",
                "null",
                "true",
                "12",
                "089",
                "0x1f",
                "0b1",
                "1_000",
                "1.5",
                "10:20:30:40:50:60",
                "2026-11-29",
                "- a",
                "a: b",
                "a #b",
                "'",
                "\"",
                "line\nline\n",
                "\n\n",
                "  indented\n  more",
                "<<",
                "=",
                "tab\there",
                "end ",
                "\u00fcber",
                "\ud83d\ude00",
                "!tag",
                "&a",
                "*a",
                "%",
                "@x",
                "`",
                "{",
                "[",
                "|",
                ">",
                "?"
            })
    void everyStringComesBack(String value) {
        String yaml = described(value);
        assertThat(text.read(yaml).of(Section.PEERS)).as(yaml).containsExactly(peer(value));
        // Nor does another reader see anything else.
        assertThat(new Yaml().<Map<String, Object>>load(yaml).get("peers"))
                .as(yaml)
                .isEqualTo(List.of(peer(value)));
    }

    @Test
    void anyStringComesBack() {
        Random random = new Random(1);
        int[] bits = BITS.codePoints().toArray();
        for (int i = 0; i < 3000; i++) {
            StringBuilder value = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                value.appendCodePoint(bits[random.nextInt(bits.length)]);
            }
            String yaml = described(value.toString());
            assertThat(text.read(yaml).of(Section.PEERS)).as(yaml).containsExactly(peer(value.toString()));
        }
    }

    @ParameterizedTest
    @CsvSource({"yes", "10:20:30:40:50:60", "1.5", "089", "2026-11-29", "0x1f"})
    void aPlainWordIsNothingElse(String word) {
        assertThat(text.read("sluice: 1\npeers:\n- name: " + word).of(Section.PEERS))
                .containsExactly(Map.of("name", word));
    }

    @Test
    void jsonIsReadAsWell() {
        String json =
                "{\"sluice\": 1,\n\t\"peers\": [{\"name\": \"a\\u00fc\\/\", \"weight\": 3, \"port\": null, \"enabled\":"
                        + " false, \"x\": 1.5, \"y\": 99999999999}]}";
        assertThat(text.read(json).of(Section.PEERS))
                .containsExactly(
                        Map.of("name", "a\u00fc/", "weight", 3, "enabled", false, "x", "1.5", "y", 99_999_999_999L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "peers: [ | broken YAML at line 1",
                "'a: secretive\n b: c: d' | broken YAML at line 2, column",
                "'sluice: 1\npeers: []\npeers: []' | a name for the second time at line 3, column 1",
                "'? [a]\n: b' | a name that is no word at line 1",
                "'a: &x [*x]' | ",
                "'{\"sluice\": 1,\n secretive}' | broken JSON at line 2",
                "'{\"a\": 1, \"a\": 2}' | broken JSON at line 1",
                "'{} {}' | something after the end at line 1",
                "'{\"a\": [1' | broken JSON at line 1",
                "'a: 1\n---\nb: 2' | broken YAML at line 2"
            })
    void whatIsBrokenIsToldByItsPlace(String broken, String told) {
        Rejection no = catchThrowableOfType(Rejection.class, () -> text.read(broken));
        assertThat(no).isNotNull();
        assertThat(no.getMessage()).contains(told == null ? "document" : told).doesNotContain("secretive");
    }
}

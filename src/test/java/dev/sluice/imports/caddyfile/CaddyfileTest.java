package dev.sluice.imports.caddyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How words become sites, and how imports and variables come into them. */
class CaddyfileTest {

    private final List<String> unset = new ArrayList<>();

    @Test
    void oneSiteNeedsNoBraces() {
        Caddyfile file = read("localhost\nreverse_proxy a:1 {\n  to b:2\n}\nlog");
        assertThat(file.sites()).hasSize(1);
        assertThat(file.sites().get(0).addresses()).containsExactly("localhost");
        assertThat(file.sites().get(0).lines()).extracting(Line::name).containsExactly("reverse_proxy", "log");
        assertThat(file.sites().get(0).lines().get(0).lines())
                .extracting(Line::words)
                .containsExactly(List.of("to", "b:2"));
    }

    @Test
    void addressesGoOnBehindAComma() {
        Caddyfile file = read("a.example, b.example,\nc.example d.example {\n\tlog\n}\ne.example {\n}");
        assertThat(file.sites())
                .extracting(Caddyfile.SiteBlock::addresses)
                .containsExactly(List.of("a.example", "b.example", "c.example", "d.example"), List.of("e.example"));
        assertThat(file.sites()).extracting(Caddyfile.SiteBlock::where).containsExactly("Caddyfile:1", "Caddyfile:5");
    }

    @Test
    void theFirstBlockWithoutAnAddressHasOptions() {
        Caddyfile file = read("{\n debug\n}\na.example {\n}");
        assertThat(file.options()).extracting(Line::name).containsExactly("debug");
        assertThatThrownBy(() -> read("a.example {\n}\n{\n debug\n}"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("Caddyfile:3");
    }

    @Test
    void snippetsAreImportedWithTheirArgumentsAndBlocks() {
        Caddyfile file = read("""
                (app) {
                    {args[0]}.example {
                        header X-{args[1]} {args[2:]}
                        {block}
                        handle {
                            {blocks.inner}
                        }
                    }
                }
                import app one two "three four" five {
                    log
                    inner {
                        encode gzip
                    }
                }
                """);
        assertThat(file.sites()).extracting(Caddyfile.SiteBlock::addresses).containsExactly(List.of("one.example"));
        List<Line> lines = file.sites().get(0).lines();
        assertThat(lines.get(0).words()).containsExactly("header", "X-two", "three four", "five");
        assertThat(lines.get(1).words()).containsExactly("log");
        assertThat(lines.get(lines.size() - 1).lines())
                .extracting(Line::words)
                .containsExactly(List.of("encode", "gzip"));
    }

    @Test
    void filesAreImportedWithTheirOwnPlaces() {
        Caddyfile file = read(
                "import sites/*\nimport last",
                Map.of(
                        "sites/*",
                                List.of(
                                        new Sources.Named("sites/a", "a.example {\n log\n}"),
                                        new Sources.Named("sites/b", "\nb.example")),
                        "last", List.of(new Sources.Named("last", "c.example"))));
        assertThat(file.sites()).extracting(Caddyfile.SiteBlock::where).containsExactly("sites/a:1", "sites/b:2");
    }

    @Test
    void variablesAreReplacedBeforeAnythingElse() {
        Caddyfile file = read("{$SITE} {\n reverse_proxy {$HOST:app}:{$PORT:80} {$NONE} {env.X}\n}");
        assertThat(file.sites().get(0).addresses()).containsExactly("a.example", "b.example");
        assertThat(file.sites().get(0).lines().get(0).words()).containsExactly("reverse_proxy", "app:80", "{env.X}");
        assertThat(unset).containsExactly("Caddyfile:2 NONE");
    }

    @Test
    void whatImportsItselfIsRefused() {
        assertThatThrownBy(() ->
                        read("import a", Map.of("a", List.of(new Sources.Named("a", "x.example {\n}\nimport a")))))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("import themselves");
        assertThatThrownBy(() -> read("(a) {\n import a\n import a\n}\nx.example {\n import a\n}"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void blocksAreNotEndlesslyDeep() {
        assertThatThrownBy(() -> read("a.example " + "{\nhandle ".repeat(5_000)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("deeper than 64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example {",
                "a.example {\n log",
                "a.example {\n}\n}",
                "a.example{\n}",
                "a.example {\n log {}\n}",
                "a,",
                "(x)",
                "(x) {\n}\n(x) {\n}",
                "a.example {\n import\n}",
                "a.example {\n import nothing\n}",
                "a.example {\n {\n}\n}"
            })
    void whatIsNoCaddyfileIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("Caddyfile:");
    }

    private Caddyfile read(String text) {
        return read(text, Map.of());
    }

    private Caddyfile read(String text, Map<String, List<Sources.Named>> files) {
        Sources.Files found = (pattern, from, where) -> {
            List<Sources.Named> named = files.get(pattern);
            if (named == null) {
                throw new UnreadableException(where, "no " + pattern);
            }
            return named;
        };
        return Caddyfile.read(
                "Caddyfile",
                text,
                new Sources(
                        found, Map.of("SITE", "a.example b.example"), (where, name) -> unset.add(where + " " + name)));
    }
}

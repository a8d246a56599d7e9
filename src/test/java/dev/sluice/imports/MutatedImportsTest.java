package dev.sluice.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.imports.caddy.CaddyImport;
import dev.sluice.imports.caddyfile.Sources;
import dev.sluice.imports.draft.Draft;
import dev.sluice.imports.draft.DraftState;
import dev.sluice.imports.gatecontrol.GateControlImport;
import dev.sluice.testing.fuzz.Fuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files of other front doors with things broken in them at random: each is read or refused, in time, and nothing else. What once
 * went wrong lies in {@code imports/fuzz} and is read each time.
 */
@Tag("fuzz")
class MutatedImportsTest {

    private static final Path FOLDER = Path.of("src/test/resources/imports");
    private static final int ROUNDS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String[] PIECES = {
        "{",
        "}",
        "{\n",
        "\n}\n",
        "\"",
        "`",
        "<<X\n",
        "\nX",
        "\\",
        "\\\n",
        "#",
        ",",
        "@",
        "@m ",
        "*",
        "/",
        "/*",
        "import ",
        "import m\n",
        "(m) {\n",
        "&(m) {\n",
        "invoke m\n",
        "{args[0]}",
        "{args[:]}",
        "{block}",
        "{$A}",
        "{$A:b}",
        "{$",
        "handle ",
        "handle_path ",
        "route ",
        "reverse_proxy ",
        "basic_auth\n",
        "abort\n",
        "respond 403\n",
        "header ",
        "http://",
        ":443",
        ":99999",
        "a.example",
        "*.example",
        "\u0000",
        "\uFEFF",
        "\u202E",
        "\uD800",
        "\u00e9",
        "9999999999",
        "-1",
        "null",
        "[]",
        "{}",
        "\"match\":[{}],",
        "true"
    };

    @Test
    void whateverIsReadIsReadOrRefused() throws IOException {
        List<Path> seeds = seeds();
        int[] read = new int[1];
        int rounds = Fuzz.rounds(ROUNDS, (round, random) -> {
            Path seed = seeds.get(random.nextInt(seeds.size()));
            read[0] += check(seed, mutated(text(seed), random), Fuzz.name(round)) ? 1 : 0;
        });
        // A generator that makes nothing but refused files tests nothing but refusals.
        assertThat(read[0]).as("files that were read, of %s", rounds).isBetween(rounds / 20, rounds - rounds / 20);
    }

    @Test
    void whatOnceWentWrongDoesNotAnyMore() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER.resolve("fuzz"))) {
            for (Path file : all.sorted().toList()) {
                check(file, Files.readString(file), file.toString());
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean check(Path kind, String text, String which) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            Findings findings = new Findings();
            try {
                DraftState.of(read(kind, text, findings));
            } catch (UnreadableException e) {
                assertThat(e.getMessage()).as(which).isNotBlank();
                return false;
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(which + "\n" + text, e);
            }
            assertThat(findings.lines()).as(which).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
            return true;
        });
    }

    private static Draft read(Path kind, String text, Findings findings) {
        String name = kind.getFileName().toString();
        if (kind.toString().contains("gatecontrol")) {
            return GateControlImport.backup(name, text, findings);
        }
        Sources.Files none =
                (pattern, from, where) -> List.of(new Sources.Named(pattern, "import " + pattern + "\n" + text));
        return name.endsWith(".json")
                ? CaddyImport.json(name, text, findings)
                : CaddyImport.caddyfile(name, text, none, Map.of("A", "{$A} {args[0]}"), findings);
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(changed.length() + 1);
            int to = Math.min(changed.length(), from + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> changed.delete(from, to);
                case 1 -> changed.insert(from, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> changed.insert(random.nextInt(changed.length() + 1), changed.substring(from, to));
                default ->
                    changed.replace(from, Math.min(changed.length(), from + 1), PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return changed.toString();
    }

    private static List<Path> seeds() throws IOException {
        List<Path> seeds = new ArrayList<>();
        for (String folder : List.of("caddy", "gatecontrol")) {
            try (Stream<Path> all = Files.list(FOLDER.resolve(folder))) {
                all.filter(file -> file.toString().matches(".*\\.(caddy|json)"))
                        .sorted()
                        .forEach(seeds::add);
            }
        }
        return seeds;
    }
}

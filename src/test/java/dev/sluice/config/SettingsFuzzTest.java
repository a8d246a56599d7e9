package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.fuzz.Fuzz;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are broken at random: they are taken, or every problem is told, and nothing else happens. */
@ExtendWith(VertxExtension.class)
@Tag("fuzz")
class SettingsFuzzTest {

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
        "&a",
        "*a",
        "!!int",
        "<<: *a",
        "|",
        ">",
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
        "1e9",
        "null",
        "~",
        "on",
        "10s",
        "ms",
        "KiB",
        "http:",
        "proxy:",
        "port: "
    };

    @TempDir
    private Path directory;

    @Test
    void theyAreTakenOrRefused(Vertx vertx) {
        int[] taken = new int[1];
        Path file = directory.resolve("sluice.yaml");
        int rounds = Fuzz.of("settings", PIECES).play(300, input -> {
            Files.write(file, input);
            if (isTaken(vertx, file)) {
                taken[0]++;
            }
        });
        // A generator that makes nothing but refused files tests nothing but refusals.
        assertThat(taken[0]).as("of %s", rounds).isBetween(rounds / 50, rounds);
    }

    private static boolean isTaken(Vertx vertx, Path file) {
        Surroundings surroundings = new Surroundings(Map.of(), Path.of("/home/op"), false, "edge-1");
        try {
            SettingsLoader.load(vertx, file, surroundings)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(
                            invalid.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.toString()).isNotBlank()));
            return false;
        }
    }
}

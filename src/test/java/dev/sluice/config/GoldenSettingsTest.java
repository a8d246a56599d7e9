package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file {@code NAME.yaml} (with {@code NAME.env}, if it is there) gives exactly {@code NAME.json}, or exactly the
 * problems in {@code NAME.txt}.
 */
class GoldenSettingsTest {

    private static final Path FOLDER = Path.of("src/test/resources/config");
    private static final Path HOME = Path.of("/home/operator");

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFileGivesWhatItsGoldenFileSays(String name) throws IOException {
        Path settings = FOLDER.resolve(name + ".json");
        Path problems = FOLDER.resolve(name + ".txt");
        String expected = Files.readString(Files.exists(settings) ? settings : problems);

        assertThat(loaded(name)).isEqualTo(expected.strip());
    }

    private static String loaded(String name) throws IOException {
        Surroundings surroundings = new Surroundings(environment(name), HOME, false, "edge-1.example.com");
        try {
            Settings settings = SettingsLoader.load(vertx, FOLDER.resolve(name + ".yaml"), surroundings)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return withoutFolder(SettingsJson.of(settings).encodePrettily());
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(InvalidSettingsException.class);
            return withoutFolder(e.getCause().getMessage());
        }
    }

    private static String withoutFolder(String text) {
        return text.replace(FOLDER + "/", "");
    }

    private static Map<String, String> environment(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".env");
        Map<String, String> environment = new HashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return environment;
    }
}

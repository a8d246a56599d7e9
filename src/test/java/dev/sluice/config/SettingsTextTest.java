package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for people about the settings is so: {@code conf/sluice.yaml} and {@code docs/settings.md}. */
class SettingsTextTest {

    private static final Path COMMENTED = Path.of("conf/sluice.yaml");
    private static final Path MANUAL = Path.of("docs/settings.md");

    /** A remark begins with {@code # }; a setting that is switched off has its name right after the {@code #}. */
    private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^( *)#(?=[a-z])(.*)$");

    private static final Surroundings ROOT = new Surroundings(Map.of(), Path.of("/root"), true, "edge-1");

    @Test
    void theCommentedFileSetsNothing() {
        assertThat(loaded(COMMENTED)).isEqualTo(loaded(null));
    }

    @Test
    void theCommentedFileHoldsEverySettingWithItsDefault() throws IOException {
        assertThat(SWITCHED_OFF.matcher(Files.readString(COMMENTED)).results().map(line -> line.group(2)))
                .containsExactlyElementsOf(
                        Catalogue.ALL.stream().map(SettingsTextTest::lineInFile).toList());
    }

    @Test
    void withEveryLineSwitchedOnItGivesTheDefaults(@TempDir Path folder) throws IOException {
        Path on = folder.resolve("sluice.yaml");
        Files.writeString(on, SWITCHED_OFF.matcher(Files.readString(COMMENTED)).replaceAll("$1$2"));

        JsonObject settings = SettingsJson.of(loaded(on));

        assertThat(settings).isEqualTo(SettingsJson.of(loaded(null)));
    }

    @Test
    void theManualHoldsEverySettingOnceInOrder() throws IOException {
        assertThat(Files.readAllLines(MANUAL).stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Catalogue.ALL.stream()
                        .map(SettingsTextTest::rowInManual)
                        .toList());
    }

    @Test
    void variablesAreUnambiguous() {
        assertThat(Catalogue.ALL.stream().map(Setting::variable)).doesNotHaveDuplicates();
    }

    @Test
    void everyDefaultIsOfItsOwnKind() {
        assertThat(Catalogue.ALL)
                .filteredOn(setting -> !setting.preset().isEmpty())
                .allMatch(setting -> setting.kind().reader().apply(setting.preset()) != null);
    }

    private static String lineInFile(Setting<?> setting) {
        String name = setting.path().substring(setting.path().lastIndexOf('.') + 1);
        return (name + ": " + setting.preset()).strip();
    }

    private static String rowInManual(Setting<?> setting) {
        String preset = setting.preset().isEmpty() ? "(none)" : "`" + setting.preset() + "`";
        return "| `" + setting.path() + "` | `" + setting.variable() + "` | " + preset + " | "
                + setting.kind().expected() + " | " + setting.meaning() + " |";
    }

    private static Settings loaded(@Nullable Path file) {
        Vertx vertx = Vertx.vertx();
        try {
            return Objects.requireNonNull(SettingsLoader.load(vertx, file, ROOT)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

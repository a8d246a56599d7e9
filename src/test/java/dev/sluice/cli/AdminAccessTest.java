package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where commands find a token. */
class AdminAccessTest {

    @TempDir
    Path directory;

    private Surroundings here(Map<String, String> environment) {
        return new Surroundings(environment, directory, false, "here");
    }

    @Test
    void theEnvironmentGoesBeforeTheStateDirectory() throws IOException {
        Path state = Files.createDirectories(directory.resolve(".local/state/sluice"));
        assertThat(AdminAccess.found(here(Map.of()))).isNull();
        Files.writeString(state.resolve("first-token"), "of-the-first-start\n");
        assertThat(AdminAccess.found(here(Map.of()))).isEqualTo("of-the-first-start");
        assertThat(AdminAccess.found(here(Map.of("SLUICE_ADMIN_TOKEN", "fixed"))))
                .isEqualTo("fixed");
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        assertThat(AdminAccess.found(here(Map.of("SLUICE_STATE_DIR", elsewhere.toString()))))
                .isNull();
        Files.writeString(elsewhere.resolve("first-token"), "of-another");
        assertThat(AdminAccess.found(here(Map.of("SLUICE_STATE_DIR", elsewhere.toString()))))
                .isEqualTo("of-another");
    }
}

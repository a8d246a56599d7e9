package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where settings come from, and that secrets never leave them. */
@ExtendWith(VertxExtension.class)
class SettingsLoaderTest {

    private static final String SECRET = "planted-s3cret-16";

    @Test
    void rootAndOthersHaveTheirOwnStateDirectory(Vertx vertx) {
        assertThat(load(vertx, null, Map.of(), true).stateDir()).isEqualTo(Path.of("/var/lib/sluice"));
        assertThat(load(vertx, null, Map.of(), false).stateDir()).isEqualTo(Path.of("/home/op/.local/state/sluice"));
    }

    @Test
    void theAccessLogLiesInTheStateDirectoryUnlessToldOtherwise(Vertx vertx) {
        assertThat(load(vertx, null, Map.of("SLUICE_STATE_DIR", "/srv/s"), true)
                        .log()
                        .accessFile())
                .isEqualTo(Path.of("/srv/s/access.log"));
    }

    @Test
    void aNameInCapitalsIsTheSameName(Vertx vertx) {
        assertThat(load(vertx, null, Map.of("SLUICE_HTTPS_DEFAULT_CERTIFICATE", "App.Example"), true)
                        .https()
                        .defaultCertificate())
                .isEqualTo("app.example");
    }

    @Test
    void anAgentsVariablesArePassedOver(Vertx vertx) {
        Map<String, String> shared = Map.of(
                "SLUICE_AGENT_PROXY_PORT", "18081",
                "SLUICE_AGENT_PAIR", SECRET,
                "SLUICE_AGENT_CONFIG", "/etc/sluice/agent.yaml",
                "SLUICE_AGENT_PORT", "9182");
        assertThat(load(vertx, null, shared, true).agent().port()).isEqualTo(9182);
        assertThatThrownBy(() -> load(vertx, null, Map.of("SLUICE_AGENT_PROXY_PRT", "1"), true))
                .hasMessageContaining("SLUICE_AGENT_PROXY_PRT: no such setting (expected SLUICE_AGENT_PROXY_PORT)");
    }

    @Test
    void secretsAreNotShown(Vertx vertx) {
        Map<String, String> environment = Map.of(
                "SLUICE_ADMIN_TOKEN",
                SECRET,
                "SLUICE_DATABASE_URL",
                "postgresql://u:" + SECRET + "@h/d?password=" + SECRET);

        Settings settings = load(vertx, null, environment, true);

        assertThat(settings.toString()).doesNotContain(SECRET);
        assertThat(settings.admin().token()).isEqualTo(new Secret(SECRET));
        assertThat(settings.database())
                .extracting(DatabaseUrl::value)
                .asString()
                .contains(SECRET);
    }

    @Test
    void secretsAreNotShownInProblemsEither(Vertx vertx, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, """
                admin: {tokne: planted-s3cret-16, token: "planted-s3cret-16 x"}
                database: {url: "postgres//u:planted-s3cret-16@h:x@y"}
                """);
        Map<String, String> environment = Map.of(
                "SLUICE_ADMIN_TOKNE", SECRET,
                "SLUICE_DATABASE_URI", SECRET,
                "SLUICE_PROXY_POOL_SIZE", "none");

        assertThatThrownBy(() -> load(vertx, file, environment, true))
                .cause()
                .isInstanceOf(InvalidSettingsException.class)
                .message()
                .hasLineCount(6)
                .doesNotContain(SECRET);
    }

    @Test
    void aFileThatCannotBeReadIsAProblemBesideTheOthers(Vertx vertx, @TempDir Path folder) {
        assertThatThrownBy(() -> load(vertx, folder, Map.of("SLUICE_HTTP_PORT", "x"), true))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("a readable file")
                .hasMessageContaining("SLUICE_HTTP_PORT");
    }

    @Test
    void theFileThatWasNamedBeatsTheOneInTheEnvironmentAndTheOneBesideTheProgram(@TempDir Path program)
            throws Exception {
        Path beside = Files.createDirectories(program.resolve("conf")).resolve("sluice.yaml");
        assertThat(ConfigFile.locate(null, Map.of(), program)).isNotEqualTo(java.util.Optional.of(beside));

        Files.writeString(beside, "");
        Path named = Files.writeString(program.resolve("named.yaml"), "");
        Path variable = Files.writeString(program.resolve("variable.yaml"), "");
        Map<String, String> environment = Map.of("SLUICE_CONFIG", variable.toString());

        assertThat(ConfigFile.locate(null, Map.of(), program)).contains(beside);
        assertThat(ConfigFile.locate(null, environment, program)).contains(variable);
        assertThat(ConfigFile.locate(named, environment, program)).contains(named);
    }

    @Test
    void aFileThatWasNamedMustBeThere(@TempDir Path program) {
        Map<String, String> environment =
                Map.of("SLUICE_CONFIG", program.resolve("x.yaml").toString());

        assertThatThrownBy(() -> ConfigFile.locate(null, environment, program))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("SLUICE_CONFIG: " + program.resolve("x.yaml") + " is not there (expected ");
        assertThatThrownBy(() -> ConfigFile.locate(program, environment, program))
                .hasMessageStartingWith("--config: " + program + " cannot be read (expected ");
    }

    private static Settings load(Vertx vertx, @Nullable Path file, Map<String, String> environment, boolean root) {
        Surroundings surroundings = new Surroundings(environment, Path.of("/home/op"), root, "edge-1");
        return SettingsLoader.load(vertx, file, surroundings)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}

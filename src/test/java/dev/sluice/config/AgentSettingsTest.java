package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Hop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of an agent: where they come from, and which beats which. */
class AgentSettingsTest {

    private static final Path SHIPPED = Path.of("conf/agent.yaml");
    private static final String SERVER = "https://door.example.org:9181";

    @TempDir
    private Path directory;

    private AgentSettings load(Map<String, String> options, Map<String, String> environment, String... lines)
            throws Exception {
        Path file = Files.writeString(directory.resolve("agent.yaml"), String.join("\n", lines));
        return AgentSettingsLoader.load(
                file, options, new Surroundings(environment, Path.of("/home/op"), false, "gw"), null);
    }

    @Test
    void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() throws Exception {
        AgentSettings settings = load(
                Map.of("proxy-port", "1001"),
                Map.of(
                        "SLUICE_AGENT_PROXY_PORT",
                        "1002",
                        "SLUICE_AGENT_API_PORT",
                        "1003",
                        "SLUICE_AGENT_HOP",
                        "secret"),
                "server: [" + SERVER + ", 'https://[2001:db8::1]']",
                "proxy-port: 1004",
                "api-port: 1005",
                "wake-patience: 7s");
        assertThat(settings.proxyPort()).isEqualTo(1001);
        assertThat(settings.apiPort()).isEqualTo(1003);
        assertThat(settings.hop()).isEqualTo(Hop.SECRET);
        assertThat(settings.servers()).containsExactly(SERVER, "https://[2001:db8::1]");
        assertThat(settings.wakePatience()).hasSeconds(7);
        assertThat(settings.stateDir()).isEqualTo(Path.of("/home/op/.local/state/sluice-agent"));
    }

    @Test
    void aFrontDoorsVariablesArePassedOverAndUnknownOnesRefused() throws Exception {
        Map<String, String> shared = Map.of(
                "SLUICE_AGENT_SERVER", SERVER,
                "SLUICE_AGENT_HOST", "192.0.2.1",
                "SLUICE_AGENT_PORT", "9999",
                "SLUICE_HTTP_PORT", "80",
                "SLUICE_JAVA_OPTS", "-Xmx40m");
        assertThat(load(Map.of(), shared).proxyHost()).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> load(
                        Map.of(),
                        Map.of(
                                "SLUICE_AGENT_SERVER",
                                SERVER,
                                "SLUICE_AGENT_PROXY_PRT",
                                "1",
                                "SLUICE_X_SECRET",
                                "s3cret")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("SLUICE_AGENT_PROXY_PRT: no such setting (expected SLUICE_AGENT_PROXY_PORT)")
                .hasMessageContaining("SLUICE_X_SECRET: no such setting")
                .hasMessageNotContaining("s3cret");
    }

    /** Else one variable would mean two things on a machine that runs both. */
    @Test
    void noVariableIsBothPrograms() {
        assertThat(AgentCatalogue.variables())
                .doesNotContainAnyElementsOf(
                        Catalogue.ALL.stream().map(Setting::variable).toList());
    }

    @Test
    void everythingWrongIsToldAtOnceAndNoCode() {
        assertThatThrownBy(() -> load(
                        Map.of("server", "http://door.example.org", "hop", "open"),
                        Map.of("SLUICE_AGENT_PAIR", "top secret code"),
                        "proxy-prt: 1"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("--server")
                .hasMessageContaining("--hop")
                .hasMessageContaining("SLUICE_AGENT_PAIR")
                .hasMessageContaining("agent.yaml:1: proxy-prt")
                .hasMessageNotContaining("top secret code");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("server: none");
    }

    /** Each setting is in the shipped file, with its default and its meaning; nothing else is. */
    @Test
    void theShippedFileShowsEverySetting() throws Exception {
        String text = Files.readString(SHIPPED);
        String flat = text.replace("\n# ", " ");
        for (Setting<?> setting : AgentCatalogue.ALL) {
            assertThat(text).contains("# " + setting.path() + ": " + setting.preset());
            assertThat(flat).contains(setting.meaning());
        }
        assertThat(text.lines().filter(line -> line.matches("# [a-z-]+: .*")).count())
                .isEqualTo(AgentCatalogue.ALL.size());
    }
}

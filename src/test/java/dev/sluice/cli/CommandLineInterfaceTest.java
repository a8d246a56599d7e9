package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What each command line prints, and with which exit code. */
class CommandLineInterfaceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void withoutACommandItShowsWhatThereIs() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: sluice", "validate", "version", "completion", "Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "version", "completion"})
    void everyCommandHasHelp(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: sluice " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "routes",
                "pools",
                "peers",
                "explain",
                "readiness",
                "pivot",
                "failback",
                "drain",
                "resume",
                "drill",
                "events",
                "pivots"
            })
    void commandsOfTheApiHaveExamplesToo(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: sluice " + command)
                .contains("--json", "--admin", "Examples:", "  sluice " + command);
    }

    @Test
    void anUnknownCommandIsNamedWithTheOneThatWasMeant() {
        assertThat(run("valdate")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sluice: unknown command 'valdate' (expected validate")
                .contains("Try 'sluice --help'.");
    }

    @Test
    void anUnknownOptionToo() {
        assertThat(run("validate", "--jsn")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sluice: unknown option '--jsn' (expected --json")
                .contains("Try 'sluice validate --help'.");
    }

    @Test
    void aWrongFileIsToldWithEveryProblem() throws Exception {
        Path file = Files.writeString(folder.resolve("s.yaml"), "http: {port: x}\nwatchdog: {fal: 3}\n");

        assertThat(run("validate", "--config", file.toString())).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .containsExactly(
                        file + ":1: http.port: x (expected a port, 1 to 65535, or 0 for a free one)",
                        file + ":2: watchdog.fal: no such setting (expected watchdog.fall)",
                        "sluice: the settings have 2 problems");
    }

    @Test
    void asJsonToo() throws Exception {
        Path file = Files.writeString(folder.resolve("s.yaml"), "http: {port: x}\n");

        assertThat(run("validate", "--json", "-c", file.toString())).isEqualTo(2);

        assertThat(new JsonObject(out.toString())).isEqualTo(new JsonObject("""
                        {"valid": false, "problems": [{"source": "%s:1", "path": "http.port", "actual": "x",
                          "expected": "a port, 1 to 65535, or 0 for a free one"}]}""".formatted(file)));
    }

    @Test
    void aRightFileIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("s.yaml"), "webhooks: {allow: [10.0.0.0/8]}\n");

        assertThat(run("validate", "--config", file.toString())).isZero();

        assertThat(out.toString().lines())
                .containsExactly("The settings are right (" + file + ", and the environment).");
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        Path file = folder.resolve("none.yaml");

        assertThat(run("validate", "--config", file.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("--config: " + file + " is not there (expected a file");
    }

    @Test
    void theVersionNamesWhatItRunsOn() {
        assertThat(run("version", "--json")).isZero();

        JsonObject versions = new JsonObject(out.toString());
        assertThat(versions.getString("java")).startsWith(System.getProperty("java.version"));
        assertThat(versions.getString("vertx")).startsWith("5.");
        assertThat(versions.getString("netty")).startsWith("4.2.");
        assertThat(versions.getString("sluice")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void theCompletionIsAScriptThatTheShellTakes(String shell) throws Exception {
        assertThat(run("completion", shell)).isZero();
        Path script = Files.writeString(folder.resolve("completion"), out.toString());
        assertThat(out.toString()).contains("validate", "bashcompinit");

        if (shell.equals("bash")) {
            Process bash = new ProcessBuilder(List.of("bash", "-n", script.toString()))
                    .inheritIO()
                    .start();

            assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bash.exitValue()).isZero();
        }
    }

    /** Each line one command, its quotes closed. */
    @Test
    void theCompletionForFishNamesEveryCommandAndOption() {
        assertThat(run("completion", "fish")).isZero();

        assertThat(out.toString().lines())
                .allMatch(line -> line.startsWith("complete -c sluice ")
                        && line.replace("\\'", "")
                                                .chars()
                                                .filter(c -> c == '\'')
                                                .count()
                                        % 2
                                == 0);
        assertThat(out.toString())
                .contains(
                        "complete -c sluice -n '__fish_use_subcommand' -a drain -d 'Send no new requests to a peer;",
                        "complete -c sluice -n '__fish_seen_subcommand_from events' -s f -l follow -d '",
                        "complete -c sluice -n '__fish_seen_subcommand_from import' -a caddy -d '",
                        "'__fish_seen_subcommand_from agent' -l lan-address -r -F -d 'This gateway\\'s address");
        assertThat(run("completion", "tcsh")).isEqualTo(2);
    }

    /** Whoever reads a help learns most from what can be copied. */
    @Test
    void everyCommandHasAHelpWithAnExampleOfItself() {
        List<String> without = new ArrayList<>();
        collect(new CommandLine(new SluiceCommand()), "sluice", without);
        assertThat(without).isEmpty();
    }

    private static void collect(CommandLine command, String words, List<String> without) {
        StringWriter help = new StringWriter();
        command.usage(new PrintWriter(help));
        boolean shown = help.toString()
                .lines()
                .anyMatch(line -> line.startsWith("  ")
                        && (" " + line + " ")
                                .replace("./", "")
                                .replace("<(", "")
                                .contains(" " + words + " "));
        if (!help.toString().contains("Examples:") || !shown) {
            without.add(words);
        }
        command.getSubcommands().forEach((name, below) -> collect(below, words + " " + name, without));
    }

    @Test
    void anAgentTakesEverySettingAsAnOption() {
        assertThat(run("agent", "--help")).isZero();
        assertThat(out.toString()).contains("--server=VALUE", "--lan-address=VALUE", "--drain-patience=VALUE");

        assertThat(run("agent", "--proxy-port", "x", "--server", "https://sluice.example:9181"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--proxy-port: proxy-port: x (expected a port");
    }

    private int run(String... arguments) {
        return CommandLineInterface.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}

package dev.sluice.cli;

import dev.sluice.AgentProgram;
import dev.sluice.ProgramVersion;
import dev.sluice.config.AgentSettings;
import dev.sluice.config.AgentSettingsLoader;
import dev.sluice.config.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves as an agent until the process is told to end. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        modelTransformer = AgentOptions.class,
        description = "Serve on a gateway: carry what a front door sends to hosts of this LAN.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice agent --server https://sluice.example.com:9181 --pair sluice-...   the first time",
            "  sluice agent --server https://sluice.example.com:9181                     from then on",
            "",
            "Each option is also a line of conf/agent.yaml, and a variable such as SLUICE_AGENT_PROXY_PORT.",
            "Ends with SIGTERM or Ctrl-C: requests in flight are finished first.",
            "Exit codes: 0 ended as told, 1 could not be paired or started, 2 wrong settings."
        })
final class AgentCommand implements Callable<Integer> {

    private static final int STOP_SLACK_S = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings, instead of SLUICE_AGENT_CONFIG, conf/agent.yaml or /etc/sluice/agent.yaml.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        String home = System.getProperty("sluice.home");
        AgentSettings settings = AgentSettingsLoader.load(
                file, AgentOptions.given(spec), Surroundings.ofThisProcess(), home == null ? null : Path.of(home));
        CompletableFuture<AgentProgram> starting = new CompletableFuture<>();
        ProcessEnd.await(starting, AgentProgram::stop, settings.drainPatience().toSeconds() + STOP_SLACK_S);
        try {
            AgentProgram program = AgentProgram.start(settings);
            starting.complete(program);
            tell(settings, program);
        } catch (Exception e) {
            starting.completeExceptionally(e);
            throw e;
        }
        Thread.currentThread().join(); // for ever: the process ends in its shutdown hook
        return ExitCode.OK;
    }

    private void tell(AgentSettings settings, AgentProgram program) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Sluice agent " + ProgramVersion.TEXT + " serves.");
        out.println("  peer        " + program.peer());
        out.println("  front door  " + String.join(", ", settings.servers()));
        out.println("  listens at  port " + program.proxyPort() + " of " + settings.proxyHost());
        out.println("  own API     port " + program.apiPort() + " of " + settings.apiHost());
        out.flush();
    }
}

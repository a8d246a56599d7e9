package dev.sluice.cli;

import dev.sluice.ProgramVersion;
import dev.sluice.Sluice;
import dev.sluice.config.Settings;
import dev.sluice.config.Surroundings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves until the process is told to end. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serve: open the front door and the admin API, and watch the peers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice run",
            "  SLUICE_HTTP_PORT=80 sluice run",
            "  SLUICE_DATABASE_URL=postgresql://sluice:secret@db/sluice sluice run --config /etc/sluice/sluice.yaml",
            "",
            "Ends with SIGTERM or Ctrl-C: requests in flight are finished first.",
            "SIGHUP reads the settings again; the log says what changed, and what takes a restart.",
            "Exit codes: 0 ended as told, 1 could not start, 2 wrong settings."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private SettingsSource source = new SettingsSource();

    @Override
    public Integer call() throws Exception {
        Settings settings = source.load(Surroundings.ofThisProcess());
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = Terminal.isStandardOutput();
        HangUp hangUp = HangUp.heed(source);
        Sluice sluice = RunningProcess.start(settings, terminal);
        hangUp.serves(sluice);
        tell(out, settings, sluice, terminal);
        Thread.currentThread().join(); // for ever: the process ends in its shutdown hook
        return ExitCode.OK;
    }

    private static void tell(PrintWriter out, Settings settings, Sluice sluice, boolean terminal) {
        String tls = settings.https().port() == Settings.Https.OFF ? "" : ", with TLS port " + sluice.httpsPort();
        Greeting greeting = new Greeting(
                ProgramVersion.TEXT,
                "port " + sluice.httpPort() + tls + ", of " + settings.http().host(),
                sluice.adminUri(),
                terminal,
                settings.stateDir().resolve(Sluice.FIRST_TOKEN_FILE));
        greeting.lines(sluice.firstToken()).forEach(out::println);
        out.flush();
    }
}

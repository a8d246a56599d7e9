package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code sluice} itself, which only holds the others. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Short.class,
        description = "A front door that keeps a route answering when the gateway behind it dies.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            AgentCommand.class,
            DemoCommand.class,
            ValidateCommand.class,
            StatusCommand.class,
            RoutesCommand.class,
            PoolsCommand.class,
            PeersCommand.class,
            ExplainCommand.class,
            ReadinessCommand.class,
            PivotCommand.class,
            FailbackCommand.class,
            DrainCommand.class,
            ResumeCommand.class,
            DrillCommand.class,
            EventsCommand.class,
            PivotsCommand.class,
            WebhooksCommand.class,
            ExportCommand.class,
            ApplyCommand.class,
            RevisionsCommand.class,
            RevertCommand.class,
            ImportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            TrustCommand.class,
            SetPasswordCommand.class,
            HashPasswordCommand.class,
            VersionCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice run                               serve, with an embedded database unless one is set",
            "  sluice agent --server https://sluice.example.com:9181 --pair CODE",
            "                                           serve on a gateway, for that front door",
            "  sluice demo                              watch a failover happen, on free ports",
            "  sluice validate                          tell all that is wrong with the settings",
            "  sluice explain https://app.example.com/  who serves it and why, and what happens next",
            "  sluice readiness                         which routes would survive the loss of their peer",
            "  sluice drain gw-home                     move everything off a gateway, in peace",
            "  sluice export > house.yaml               write peers, pools and routes down",
            "  sluice apply --dry-run house.yaml        tell what a document would change",
            "  sluice trust > sluice-root.crt           what devices have to trust for private names",
            "  sluice import caddy Caddyfile            print what Caddy was told, as a document for Sluice",
            "",
            "Settings: conf/sluice.yaml, or variables such as SLUICE_HTTP_PORT=80; see docs/settings.md.",
            "Exit codes: 0 done, 1 failed, 2 wrong command line or settings."
        })
final class SluiceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Called when no command was named: shows what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}

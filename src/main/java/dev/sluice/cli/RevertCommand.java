package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes back to an earlier desired state. */
@Command(
        name = "revert",
        mixinStandardHelpOptions = true,
        description = "Make peers, pools and routes what they were at a revision.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice revert 12 --dry-run",
            "  sluice revert 12",
            "",
            "It makes a new revision: going back can be undone as well.",
            "Exit codes: 0 done, 1 failed, 2 refused, or no such revision."
        })
final class RevertCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Parameters(paramLabel = "N", description = "The revision, as sluice revisions lists it.")
    private long revision;

    @Option(names = "--dry-run", description = "Tell what would be changed, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        String answer = access.client().post("/revisions/" + revision + "/revert?dry_run=" + dryRun);
        ChangeLines.print(answer, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}

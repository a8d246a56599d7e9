package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the desired state down. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Print peers, pools and routes as one document; no secret is in it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice export > house.yaml",
            "  sluice export --revision 12",
            "",
            "Exit codes: 0 done, 1 failed, 2 refused or a wrong command line."
        })
final class ExportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Option(names = "--revision", paramLabel = "N", description = "As it was at that revision.")
    private @Nullable Long revision;

    @Option(names = "--certificates", description = "Also names and expiry of certificates, for people to read.")
    private boolean certificates;

    @Option(names = "--json", description = "As JSON instead of YAML.")
    private boolean json;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        String path =
                revision == null ? "/desired" + (certificates ? "?certificates=true" : "") : "/revisions/" + revision;
        PrintWriter out = spec.commandLine().getOut();
        String document = access.client().get(path, json ? AdminClient.JSON : AdminClient.YAML);
        out.print(json ? document + "\n" : document);
        out.flush();
        if (document.contains("password_mark")) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "This token is shown marks in place of passwords' hashes, so the document cannot be applied"
                                    + " where they are not known: export with a token of the scope admin for that.");
        }
        return ExitCode.OK;
    }
}

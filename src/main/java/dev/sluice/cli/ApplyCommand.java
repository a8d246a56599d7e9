package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the desired state what a document says. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Make peers, pools and routes what a document says: whole, or not at all.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice apply --dry-run house.yaml     what would be changed, exactly",
            "  sluice apply house.yaml",
            "  sluice export --admin http://old:9180 | sluice apply -",
            "",
            "A section that the document does not have is left alone; one that it has is the whole of its kind.",
            "Exit codes: 0 done, 1 failed, 2 the document was refused; every fault is named, nothing was changed."
        })
final class ApplyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Parameters(paramLabel = "FILE", description = "The document, YAML or JSON; - for standard input.")
    @SuppressWarnings("NullAway.Init")
    private String file;

    @Option(names = "--dry-run", description = "Tell what would be changed, and change nothing.")
    private boolean dryRun;

    @Option(names = "--add", description = "Delete nothing: what the document does not name stays.")
    private boolean add;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, ClientFailure, InterruptedException {
        String document = file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
        String path = "/desired?dry_run=" + dryRun + "&add=" + add;
        String answer = access.client().put(path, AdminClient.YAML, document);
        ChangeLines.print(answer, json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}

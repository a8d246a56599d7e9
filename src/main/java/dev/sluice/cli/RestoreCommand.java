package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Brings back what was kept. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Bring back what sluice backup has kept.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice restore house.json              on a front door that has nothing yet",
            "  sluice restore --replace house.json    whatever it has",
            "",
            "Keys open only with the secret-key-file that they were sealed under.",
            "Exit codes: 0 done, 1 failed, 2 refused."
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Parameters(paramLabel = "FILE", description = "A file that sluice backup made.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--replace", description = "Take what is there away.")
    private boolean replace;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, ClientFailure, InterruptedException {
        String backup = Files.readString(file);
        String answer = access.client().post("/restore?replace=" + replace, AdminClient.JSON, backup);
        PrintWriter out = spec.commandLine().getOut();
        JsonObject done = new JsonObject(answer);
        if (json) {
            out.println(done.encode());
        } else {
            out.println("Restored, at revision " + done.getLong("revision") + ":");
            done.forEach(part -> {
                if (!part.getKey().equals("revision")) {
                    out.println("  " + part.getValue() + " " + part.getKey());
                }
            });
        }
        return ExitCode.OK;
    }
}

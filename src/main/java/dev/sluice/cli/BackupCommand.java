package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps everything in one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Write desired state, certificates, pairings, tokens' hashes and history to a new file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice backup house.json",
            "",
            "Keys are in it only sealed: keep secret-key-file of the state directory as well, elsewhere.",
            "Exit codes: 0 done, 1 failed, also if the file is there already."
        })
final class BackupCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Parameters(paramLabel = "FILE", description = "Made for its owner's eyes only (0600).")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() throws IOException, ClientFailure, InterruptedException {
        String backup = access.client().get("/backup", AdminClient.JSON);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, backup);
        spec.commandLine().getOut().println("Kept in " + file + ".");
        return ExitCode.OK;
    }
}

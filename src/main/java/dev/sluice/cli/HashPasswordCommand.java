package dev.sluice.cli;

import dev.sluice.admin.auth.PasswordHash;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the hash of a password, for the settings. */
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description = "Print the hash of a password, for admin.password-hash or SLUICE_ADMIN_PASSWORD_HASH.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice hash-password                     asks twice, shows nothing",
            "  sluice hash-password < password.txt      the first line",
            "",
            "Needs no running Sluice. Exit codes: 0 done, 2 no fitting password."
        })
final class HashPasswordCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        String hash = PasswordHash.of(PasswordPrompt.ask(spec));
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new JsonObject().put("hash", hash).encode() : hash);
        out.flush();
        return ExitCode.OK;
    }
}

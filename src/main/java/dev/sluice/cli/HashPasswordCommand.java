package dev.sluice.cli;

import dev.sluice.admin.auth.PasswordHash;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the hash of a password, for the settings. */
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description =
                "Print the hash of a password, for admin.password-hash or SLUICE_ADMIN_PASSWORD_HASH, or a route's basic_auth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice hash-password                     asks twice, shows nothing",
            "  sluice hash-password < password.txt      the first line",
            "  sluice hash-password --algorithm bcrypt  a hash that other proxies read too",
            "",
            "Needs no running Sluice. Exit codes: 0 done, 2 no fitting password."
        })
final class HashPasswordCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** How it is hashed, spelt as on the command line. */
    enum Algorithm {
        argon2id,
        bcrypt
    }

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "argon2id",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given. bcrypt is for other programs.")
    private Algorithm algorithm = Algorithm.argon2id;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        String password = PasswordPrompt.ask(spec);
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (algorithm == Algorithm.bcrypt && bytes > PasswordHash.BCRYPT_BYTES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "password: actual " + bytes + " bytes, expected at most " + PasswordHash.BCRYPT_BYTES
                            + ", for bcrypt takes no notice of more");
        }
        String hash = algorithm == Algorithm.bcrypt ? PasswordHash.bcrypt(password) : PasswordHash.of(password);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new JsonObject().put("hash", hash).encode() : hash);
        out.flush();
        return ExitCode.OK;
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets the password that the operator logs in with. */
@Command(
        name = "set-password",
        mixinStandardHelpOptions = true,
        description = "Set the password that the operator logs in with in a browser; all sessions end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice set-password                      asks twice, shows nothing",
            "  sluice set-password < password.txt       the first line",
            "",
            "Needs a token with the scope admin: the first one will do. Exit codes: 0 done, 1 failed, 2 refused."
        })
final class SetPasswordCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, ClientFailure, InterruptedException {
        JsonObject body = new JsonObject().put("password", PasswordPrompt.ask(spec));
        access.client().put("/password", AdminClient.JSON, body.encode());
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new JsonObject().put("password", "set").encode() : "The password is set.");
        out.flush();
        return ExitCode.OK;
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Screen;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks the admin API, and shows the answer: to people in their words, to programs as it is. */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
abstract class ApiCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Option(names = "--json", description = "The API's answer, as it is.")
    private boolean json;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        JsonApi api = new JsonApi(access.client());
        JsonObject answer = ask(api);
        if (json) {
            out().println(answer.encode());
        } else {
            show(answer, api);
        }
        out().flush();
        return ExitCode.OK;
    }

    /** What the API says. */
    abstract JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException;

    /** The same for people. */
    abstract void show(JsonObject answer, JsonApi api) throws ClientFailure, InterruptedException;

    final void print(Table table, String nothing) {
        table.print(screen(), out(), nothing);
    }

    /** Where the answer is read. */
    final Screen screen() {
        return Screen.of(System.getenv(), Terminal.isStandardOutput(), Terminal::columns);
    }

    /** Whether programs read it. */
    final boolean asJson() {
        return json;
    }

    /** The API, for what is more than one question. */
    final AdminClient client() {
        return access.client();
    }

    /** A word beside the answer. */
    final void note(String words) {
        spec.commandLine().getErr().println(words);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

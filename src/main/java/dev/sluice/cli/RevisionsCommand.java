package dev.sluice.cli;

import dev.sluice.cli.client.AdminClient;
import dev.sluice.cli.client.ClientFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the changes of the desired state. */
@Command(
        name = "revisions",
        mixinStandardHelpOptions = true,
        description = "List the changes of the desired state, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice revisions", "  sluice revisions --limit 250 --json"})
final class RevisionsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private AdminAccess access = new AdminAccess();

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, 1 to 250 (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Answer as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonObject page = new JsonObject(access.client().get("/revisions?limit=" + limit, AdminClient.JSON));
        if (json) {
            out.println(page.encode());
            return ExitCode.OK;
        }
        JsonArray items = page.getJsonArray("items");
        out.printf("%8s  %-24s  %-12s  %4s %4s %4s  %s%n", "REVISION", "AT", "BY", "+", "~", "-", "WHAT");
        for (int i = 0; i < items.size(); i++) {
            JsonObject one = items.getJsonObject(i);
            out.printf(
                    "%8d  %-24s  %-12s  %4d %4d %4d  %s%n",
                    one.getLong("number"),
                    one.getString("at"),
                    one.getString("actor"),
                    one.getInteger("created"),
                    one.getInteger("updated"),
                    one.getInteger("deleted"),
                    one.getString("message"));
        }
        return ExitCode.OK;
    }
}

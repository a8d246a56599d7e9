package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the changes of the desired state. */
@Command(
        name = "revisions",
        description = "List the changes of the desired state, newest first.",
        footer = {
            "  sluice revisions",
            "  sluice revisions --limit 250 --json",
            "",
            "+ ~ - are the things that a change created, changed and deleted; sluice revert REVISION goes back to one."
        })
final class RevisionsCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, 1 to 250 (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/revisions?limit=" + limit);
    }

    @Override
    void show(JsonObject revisions, JsonApi api) {
        Table table = new Table("REVISION", "AT", "BY", "+", "~", "-", "WHAT");
        for (JsonObject one : Items.of(revisions)) {
            table.row(
                    Cell.of(one.getLong("number")),
                    Shown.time(one.getString("at")),
                    Cell.of(one.getString("actor")),
                    Cell.of(one.getInteger("created")),
                    Cell.of(one.getInteger("updated")),
                    Cell.of(one.getInteger("deleted")),
                    Cell.of(one.getString("message")));
        }
        print(table, "Nothing was changed yet.");
    }
}

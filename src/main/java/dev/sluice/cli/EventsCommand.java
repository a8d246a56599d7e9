package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what happened. */
@Command(
        name = "events",
        description = "List what happened, newest first.",
        footer = {
            "  sluice events --limit 100",
            "  sluice events --event gateway_down,gateway_alive --from 2026-01-31T00:00:00Z",
            "  sluice events --json | jq '.items[].details'"
        })
final class EventsCommand extends ApiCommand {

    @Option(names = "--event", paramLabel = "NAME", split = ",", description = "Only these.")
    private List<String> names = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "Not before this time.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this time.")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, 1 to 250 (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/logs/activity?limit=" + limit
                + (names.isEmpty() ? "" : "&event=" + JsonApi.query(String.join(",", names)))
                + (from == null ? "" : "&from=" + JsonApi.query(from))
                + (until == null ? "" : "&until=" + JsonApi.query(until)));
    }

    @Override
    void show(JsonObject events, JsonApi api) {
        Table table = new Table("AT", "EVENT", "BY", "WHAT");
        for (JsonObject event : Items.of(events)) {
            table.row(
                    Shown.time(event.getString("at")),
                    Shown.severity(event.getString("severity"), event.getString("event")),
                    Cell.of(event.getString("actor")),
                    Cell.of(event.getString("message")));
        }
        print(table, "Nothing happened.");
        if (events.getBoolean("database_away")) {
            out().println("The database is away: only what is not saved yet could be told.");
        }
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what happened, or tells what happens. */
@Command(
        name = "events",
        description = "List what happened, newest first; or tell what happens, as it happens.",
        footer = {
            "  sluice events --limit 100",
            "  sluice events --event gateway_down,gateway_alive --since 7d",
            "  sluice events --follow --route app.example.com      until Ctrl-C",
            "  sluice events --follow --since 1h --json            one object a line, the last hour first",
            "  sluice events --json | jq '.items[].details'"
        })
final class EventsCommand extends ApiCommand {

    private static final int LISTED = 20;

    @Option(
            names = {"-f", "--follow"},
            description = "Tell what happens, from now on or --since; connects again when it is cut off.")
    private boolean follow;

    @Mixin
    private EventChoice choice = new EventChoice();

    @Option(names = "--limit", paramLabel = "N", description = "At most this many: 20, or without end with --follow.")
    private @Nullable Integer limit;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        return follow ? follow() : super.call();
    }

    private int follow() throws ClientFailure, InterruptedException {
        JsonApi api = new JsonApi(client());
        String query = choice.query(api);
        int[] left = {limit == null ? Integer.MAX_VALUE : limit};
        EventLine lines = new EventLine(screen());
        client().feed(() -> note("The connection was cut; trying again."))
                .follow(
                        "/events?" + query.replaceFirst("^&", ""),
                        choice.beginsEarlier() ? null : newest(api),
                        event -> {
                            out().println(asJson() ? event.encode() : lines.of(event));
                            out().flush();
                            return --left[0] > 0;
                        });
        return ExitCode.OK;
    }

    /** The last event there is: what happens behind it is new, also while no connection is there. */
    private static @Nullable Long newest(JsonApi api) throws ClientFailure, InterruptedException {
        for (JsonObject event : Items.of(api.get("/logs/activity?limit=250"))) {
            if (event.getLong("id") != null) {
                return event.getLong("id");
            }
        }
        return null;
    }

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/logs/activity?limit=" + (limit == null ? LISTED : limit) + choice.query(api));
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

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;

/** Tells in one look how Sluice is. */
@Command(
        name = "status",
        description = "Tell in one look how Sluice is: its peers, pools and routes.",
        footer = {"  sluice status", "  sluice status --admin http://10.0.0.2:9180 --json"})
final class StatusCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/status");
    }

    @Override
    void show(JsonObject status, JsonApi api) {
        out().println("Sluice " + status.getString("version") + " on " + status.getString("front_door") + " is "
                + (status.getBoolean("ready") ? "ready" : "not ready") + ", at revision "
                + status.getLong("revision") + ".");
        Table table = new Table("WHAT", "TOTAL", "HOW THEY ARE");
        row(table, status, "peers", "alive", "cooldown", "down", "unknown");
        row(table, status, "pools");
        row(table, status, "routes", "enabled", "away", "outage");
        row(table, status, "l4_listeners", "failed");
        print(table, "");
        int unsaved = status.getInteger("unsaved_entries");
        if (unsaved > 0) {
            out().println(unsaved + " events wait to be written to the database.");
        }
    }

    private static void row(Table table, JsonObject status, String kind, String... parts) {
        JsonObject counts = status.getJsonObject(kind);
        StringBuilder text = new StringBuilder();
        Shade shade = Shade.PLAIN;
        for (String part : parts) {
            int count = counts.getInteger(part);
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(part);
            if (count > 0 && (part.equals("down") || part.equals("outage") || part.equals("failed"))) {
                shade = Shade.BAD;
            } else if (count > 0 && shade == Shade.PLAIN && (part.equals("cooldown") || part.equals("away"))) {
                shade = Shade.WARN;
            }
        }
        table.row(
                Cell.of(kind.replace('_', ' ')),
                Cell.of(counts.getInteger("total")),
                Cell.of(text.isEmpty() ? null : text, shade));
    }
}

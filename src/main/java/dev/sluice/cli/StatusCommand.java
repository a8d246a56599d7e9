package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Tells in one look how Sluice is. */
@Command(
        name = "status",
        description = "Tell in one look how Sluice is: its peers, pools and routes.",
        footer = {
            "  sluice status",
            "  sluice status --admin http://10.0.0.2:9180 --json",
            "  sluice status --follow                              again whenever it changes, until Ctrl-C"
        })
final class StatusCommand extends ApiCommand {

    private static final String CHANGES = "/events?kinds=activity,peer,pool,route";

    /** What moves without anything being another way. */
    private static final List<String> MOVING = List.of("now", "unsaved_entries");

    @Option(
            names = {"-f", "--follow"},
            description = "Tell it now and whenever it changes; connects again when it is cut off.")
    private boolean follow;

    @Option(names = "--limit", paramLabel = "N", description = "With --follow, at most so often: without end.")
    private @Nullable Integer limit;

    @Override
    public Integer call() throws ClientFailure, InterruptedException {
        return follow ? follow() : super.call();
    }

    private int follow() throws ClientFailure, InterruptedException {
        JsonApi api = new JsonApi(client());
        JsonObject[] before = {new JsonObject()};
        int[] left = {limit == null ? Integer.MAX_VALUE : limit};
        client().feed(() -> note("The connection was cut; trying again.")).watch(CHANGES, () -> {
            JsonObject status = ask(api);
            JsonObject facts = status.copy();
            MOVING.forEach(facts::remove);
            if (!facts.equals(before[0])) {
                before[0] = facts;
                tell(status, api);
                left[0]--;
            }
            return left[0] > 0;
        });
        return ExitCode.OK;
    }

    private void tell(JsonObject status, JsonApi api) {
        if (asJson()) {
            out().println(status.encode());
        } else {
            out().println(screen().paint(Shown.time(status.getString("now")).text(), Shade.HEADING));
            show(status, api);
            out().println();
        }
        out().flush();
    }

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/status");
    }

    @Override
    void show(JsonObject status, JsonApi api) {
        out().println("Sluice " + status.getString("version") + " on " + status.getString("front_door") + " is "
                + (status.getBoolean("ready") ? "ready" : "not ready") + ", at revision "
                + status.getLong("revision") + ".");
        if (status.getBoolean("maintenance", false)) {
            out().println(screen().paint("All routes are in maintenance: clients get 503.", Shade.WARN));
        }
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

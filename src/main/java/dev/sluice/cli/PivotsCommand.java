package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists pivots and failbacks with what each cost. */
@Command(
        name = "pivots",
        description = "List pivots and failbacks, newest first, with what each cost.",
        footer = {
            "  sluice pivots",
            "  sluice pivots --limit 250 --json | jq '.items[].details.receipt'",
            "",
            "DETECT is from the first symptom to the decision, PUBLISH from there until requests went elsewhere,",
            "ANSWER from there to the first good answer."
        })
final class PivotsCommand extends ApiCommand {

    @Option(names = "--limit", paramLabel = "N", description = "At most this many, 1 to 250 (${DEFAULT-VALUE}).")
    private int limit = 20;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get("/logs/activity?event=pool_failover_activated,pool_failover_restored&limit=" + limit);
    }

    @Override
    void show(JsonObject events, JsonApi api) {
        Table table = new Table(
                "AT", "WHAT", "FROM", "TO", "ROUTES", "WHY", "DETECT", "PUBLISH", "ANSWER", "RESCUED", "FAILED");
        for (JsonObject event : Items.of(events)) {
            JsonObject details = event.getJsonObject("details");
            JsonObject receipt = details.getJsonObject("receipt", new JsonObject());
            boolean pivot = event.getString("event").equals("pool_failover_activated");
            Integer failed = receipt.getInteger("failed");
            table.row(
                    Shown.time(event.getString("at")),
                    Cell.of(pivot ? "pivot" : "failback", pivot ? Shade.WARN : Shade.GOOD),
                    Cell.of(details.getString("from_peer_name")),
                    Cell.of(details.getString("to_peer_name")),
                    Cell.of(details.getJsonArray("route_ids").size()),
                    Cell.of(details.getString("cause")),
                    millis(receipt.getNumber("detect_ms")),
                    millis(receipt.getNumber("publish_ms")),
                    millis(receipt.getNumber("first_good_answer_ms")),
                    Cell.of(receipt.getInteger("rescued")),
                    Cell.of(failed, failed == null || failed == 0 ? Shade.PLAIN : Shade.BAD));
        }
        print(table, "There was no pivot.");
    }

    private static Cell millis(@Nullable Number millis) {
        return Cell.of(millis == null ? null : millis + " ms");
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import dev.sluice.core.failover.Readiness;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Tells which routes would survive the loss of the peer that serves them now. */
@Command(
        name = "readiness",
        description = "Tell which routes would survive the loss of the peer that serves them now.",
        footer = {"  sluice readiness", "  sluice readiness --json | jq -e 'all(.items[]; .survives)'"})
final class ReadinessCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.all("/readiness");
    }

    @Override
    void show(JsonObject readiness, JsonApi api) throws ClientFailure, InterruptedException {
        PeerNames peers = PeerNames.of(api);
        Table table = new Table("ROUTE", "SERVED BY", "SURVIVES", "THEN SERVED BY", "WHY NOT");
        for (JsonObject route : Items.of(readiness)) {
            boolean survives = route.getBoolean("survives");
            table.row(
                    Cell.of(RouteLabel.of(route)),
                    Cell.of(peers.name(route.getLong("serving_peer_id"))),
                    survives ? Cell.of("yes", Shade.GOOD) : Cell.of("no", Shade.BAD),
                    Cell.of(peers.name(route.getLong("onto_peer_id"))),
                    Cell.of(words(route.getString("why_not"))));
        }
        print(table, "There is no enabled route.");
    }

    private static @Nullable String words(@Nullable String whyNot) {
        return Arrays.stream(Readiness.Obstacle.values())
                .filter(obstacle -> obstacle.wire().equals(whyNot))
                .map(Readiness.Obstacle::words)
                .findFirst()
                .orElse(whyNot);
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists the routes, and who serves each. */
@Command(
        name = "routes",
        description = "List the routes: where each goes, and who serves it now.",
        footer = {"  sluice routes", "  sluice routes --json | jq '.items[] | select(.original_peer_id) | .domain'"})
final class RoutesCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.all("/routes");
    }

    @Override
    void show(JsonObject routes, JsonApi api) throws ClientFailure, InterruptedException {
        PeerNames peers = PeerNames.of(api);
        Map<Long, String> pools = new HashMap<>();
        for (JsonObject pool : Items.of(api.all("/gateway-pools"))) {
            pools.put(pool.getLong("id"), pool.getString("name"));
        }
        Table table = new Table("ROUTE", "GOES TO", "SERVED BY", "SINCE", "WHY", "FAILBACK");
        for (JsonObject route : Items.of(routes)) {
            Long pool = route.getLong("target_pool_id");
            JsonObject serving = route.getJsonObject("serving");
            table.row(
                    Cell.of(RouteLabel.of(route)),
                    Cell.of(
                            pool == null
                                    ? peers.name(route.getLong("target_peer_id"))
                                    : "pool " + pools.getOrDefault(pool, "#" + pool)),
                    served(route, serving, peers),
                    Shown.time(serving == null ? null : serving.getString("since")),
                    why(route, serving),
                    Shown.time(serving == null ? null : serving.getString("failback_due")));
        }
        print(table, "There is no route.");
    }

    private static Cell served(JsonObject route, @Nullable JsonObject serving, PeerNames peers) {
        if (serving != null) {
            String name = peers.name(serving.getLong("peer_id"));
            return name == null ? Cell.of("nobody", Shade.BAD) : Cell.of(name);
        }
        int members = route.getJsonArray("members").size();
        return Cell.of(route.getBoolean("enabled") && members > 0 ? members + " members" : null);
    }

    private static Cell why(JsonObject route, @Nullable JsonObject serving) {
        if (!route.getBoolean("enabled")) {
            return Cell.of("disabled", Shade.FAINT);
        }
        return Shown.cause(serving == null ? "balanced" : serving.getString("cause"));
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists the peers, and how each is. */
@Command(
        name = "peers",
        description = "List the peers, and how each is.",
        footer = {"  sluice peers", "  sluice peers --json | jq '.items[] | select(.health.state == \"down\") | .name'"
        })
final class PeersCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.all("/peers");
    }

    @Override
    void show(JsonObject peers, JsonApi api) {
        Table table = new Table("PEER", "TYPE", "ADDRESS", "STATE", "SINCE", "IN FLIGHT", "REQUESTS", "NOTE");
        for (JsonObject peer : Items.of(peers)) {
            JsonObject health = peer.getJsonObject("health");
            table.row(
                    Cell.of(peer.getString("name")),
                    Cell.of(peer.getString("peer_type")),
                    Cell.of(address(peer)),
                    Shown.state(health == null ? null : health.getString("state")),
                    Shown.time(health == null ? null : health.getString("since")),
                    Cell.of(health == null ? null : health.getInteger("in_flight")),
                    Cell.of(health == null ? null : health.getLong("requests")),
                    Cell.of(note(peer, health)));
        }
        print(table, "There is no peer.");
    }

    private static String address(JsonObject peer) {
        String host = peer.getString("host");
        Integer port = peer.getInteger(peer.getString("peer_type").equals("gateway") ? "proxy_port" : "port");
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String note(JsonObject peer, @Nullable JsonObject health) {
        List<String> notes = new ArrayList<>();
        if (!peer.getBoolean("enabled")) {
            notes.add("disabled");
        }
        if (peer.getBoolean("drained")) {
            notes.add("drained");
        }
        if (health != null && health.getBoolean("suspect")) {
            notes.add("suspect");
        }
        if (health != null && health.getString("cooldown_ends_at") != null) {
            notes.add("cooldown ends "
                    + Shown.time(health.getString("cooldown_ends_at")).text());
        }
        if (health != null && health.getString("state").equals("down") && health.getString("last_answer") != null) {
            notes.add(health.getString("last_answer"));
        }
        return String.join(", ", notes);
    }
}

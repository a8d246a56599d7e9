package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pretends for a while that a peer is DOWN. */
@Command(
        name = "drill",
        description = "Pretend for a while that a peer is DOWN; without one, list the drills that run.",
        footer = {
            "  sluice drill gw-home --for 5m",
            "  sluice drill",
            "  sluice drill gw-home --end",
            "",
            "It ends by itself; sluice events --event drill_ended tells what came of it.",
            "Exit codes: 0 done, 1 failed, 2 refused."
        })
final class DrillCommand extends ApiCommand {

    @Parameters(paramLabel = "PEER", arity = "0..1", description = "Its name.")
    private @Nullable String peer;

    @Option(names = "--for", paramLabel = "TIME", description = "From 1s to 1d (${DEFAULT-VALUE}).")
    private String length = "5m";

    @Option(names = "--end", description = "End it now.")
    private boolean end;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        if (peer == null) {
            if (end) {
                throw ClientFailure.unknown("drill --end", "no peer", "the name of one: sluice drill gw-home --end");
            }
            return api.all("/drills");
        }
        long id = PeerNames.of(api).id(peer);
        return end
                ? ended(api, id)
                : api.post("/drills", new JsonObject().put("peer_id", id).put("for", length));
    }

    /** The drill that was ended: the API answers with nothing. */
    private JsonObject ended(JsonApi api, long peerId) throws ClientFailure, InterruptedException {
        for (JsonObject drill : Items.of(api.all("/drills"))) {
            if (drill.getLong("peer_id") == peerId) {
                api.delete("/drills/" + drill.getLong("id"));
                return drill;
            }
        }
        throw ClientFailure.unknown("drill", "none on " + peer, "a peer on which one runs");
    }

    @Override
    void show(JsonObject answer, JsonApi api) throws ClientFailure, InterruptedException {
        if (end) {
            out().println("The drill on " + peer + " is over.");
        } else if (peer != null) {
            out().println("Until " + Shown.time(answer.getString("ends_at")).text() + " it is as if " + peer
                    + " were DOWN; sluice drill " + peer + " --end ends it.");
        } else {
            list(answer, PeerNames.of(api));
        }
    }

    private void list(JsonObject drills, PeerNames peers) {
        Table table = new Table("PEER", "SINCE", "FOR", "ENDS");
        for (JsonObject drill : Items.of(drills)) {
            table.row(
                    Cell.of(peers.name(drill.getLong("peer_id"))),
                    Shown.time(drill.getString("started_at")),
                    Cell.of(drill.getString("for")),
                    Shown.time(drill.getString("ends_at")));
        }
        print(table, "No drill runs.");
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a route served by a given peer for now. */
@Command(
        name = "pivot",
        description = "Have a route served by a given peer for now.",
        footer = {
            "  sluice pivot app.example.com --to gw-attic",
            "  sluice pivot app.example.com/api --to gw-attic --for 2h",
            "  sluice pivot :5432 --to gw-attic",
            "",
            "sluice failback takes it back. Exit codes: 0 done, 1 failed, 2 refused."
        })
final class PivotCommand extends ApiCommand {

    @Parameters(paramLabel = "ROUTE", description = "As sluice routes lists it.")
    @SuppressWarnings("NullAway.Init")
    private String route;

    @Option(names = "--to", paramLabel = "PEER", required = true, description = "Who shall serve it.")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Option(names = "--for", paramLabel = "TIME", description = "From 1s to 7d; without it, until it is taken back.")
    private @Nullable String length;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        JsonObject body = new JsonObject().put("to_peer_id", PeerNames.of(api).id(peer));
        if (length != null) {
            body.put("for", length);
        }
        return api.post("/routes/" + RouteLabel.find(api, route).getLong("id") + "/pivot", body);
    }

    @Override
    void show(JsonObject answer, JsonApi api) throws ClientFailure, InterruptedException {
        out().println(ServedSentence.of(answer, PeerNames.of(api)));
    }
}

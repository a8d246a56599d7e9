package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends no new requests to a peer. */
@Command(
        name = "drain",
        description = "Send no new requests to a peer; what is in flight ends in peace.",
        footer = {
            "  sluice drain gw-home",
            "  sluice drain gw-home --force     also if some route then has nobody",
            "",
            "sluice resume takes it back. Exit codes: 0 done, 1 failed, 2 refused."
        })
final class DrainCommand extends ApiCommand {

    @Parameters(paramLabel = "PEER", description = "Its name.")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Option(names = "--force", description = "Also if some route could then be served by nobody.")
    private boolean force;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.post("/peers/" + PeerNames.of(api).id(peer) + "/drain", new JsonObject().put("force", force));
    }

    @Override
    void show(JsonObject answer, JsonApi api) {
        out().println(PeerSentence.of(answer));
    }
}

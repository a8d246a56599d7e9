package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets requests go to a peer again. */
@Command(
        name = "resume",
        description = "Let requests go to a drained peer again; a running cooldown ends.",
        footer = {"  sluice resume gw-home", "", "Exit codes: 0 done, 1 failed, 2 refused."})
final class ResumeCommand extends ApiCommand {

    @Parameters(paramLabel = "PEER", description = "Its name.")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.post("/peers/" + PeerNames.of(api).id(peer) + "/resume", new JsonObject());
    }

    @Override
    void show(JsonObject answer, JsonApi api) {
        out().println(PeerSentence.of(answer));
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a route served by its home again, or a peer preferred again. */
@Command(
        name = "failback",
        description = "Have a route served by its home again: takes a pivot back, and waits for no cooldown.",
        footer = {
            "  sluice failback app.example.com",
            "  sluice failback --peer gw-home      end the cooldown of a peer, for all of its routes",
            "",
            "Exit codes: 0 done, 1 failed, 2 refused."
        })
final class FailbackCommand extends ApiCommand {

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Whom whom;

    /** One of both. */
    static final class Whom {

        @Parameters(paramLabel = "ROUTE", description = "As sluice routes lists it.")
        private @Nullable String route;

        @Option(names = "--peer", paramLabel = "PEER", description = "Ends its cooldown.")
        private @Nullable String peer;
    }

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        String path = whom.route != null
                ? "/routes/" + RouteLabel.find(api, whom.route).getLong("id")
                : "/peers/" + PeerNames.of(api).id(String.valueOf(whom.peer));
        return api.post(path + "/failback", new JsonObject());
    }

    @Override
    void show(JsonObject answer, JsonApi api) throws ClientFailure, InterruptedException {
        out().println(whom.route != null ? ServedSentence.of(answer, PeerNames.of(api)) : PeerSentence.of(answer));
    }
}

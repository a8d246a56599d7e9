package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in two sentences where a request goes now and why, and what happens next. */
@Command(
        name = "explain",
        description = "Say in two sentences who serves a URL now and why, and what happens next.",
        footer = {
            "  sluice explain https://app.example.com/",
            "  sluice explain tcp://db.example.com:5432",
            "  sluice explain https://app.example.com/ --client 192.0.2.7     where a pool goes by the client's address",
            "",
            "Exit codes: 0 told, 1 failed, 2 no enabled route is for that URL."
        })
final class ExplainCommand extends ApiCommand {

    @Parameters(paramLabel = "URL", description = "What a client would ask for.")
    @SuppressWarnings("NullAway.Init")
    private String url;

    @Option(names = "--client", paramLabel = "ADDRESS", description = "The client's IP address.")
    private @Nullable String client;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.get(
                "/explain?url=" + JsonApi.query(url) + (client == null ? "" : "&client=" + JsonApi.query(client)));
    }

    @Override
    void show(JsonObject explanation, JsonApi api) {
        out().println(explanation.getString("because"));
        out().println(explanation.getString("next"));
    }
}

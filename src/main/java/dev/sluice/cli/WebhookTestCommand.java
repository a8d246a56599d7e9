package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends a webhook a message, and tells what was answered. */
@Command(
        name = "test",
        description = "Send a webhook a message now, and tell what was answered.",
        footer = {
            "  sluice webhooks test ops",
            "",
            "Exit codes: 0 it arrived, 1 it did not, 2 there is no such webhook. With --json 0 if it was sent."
        })
final class WebhookTestCommand extends ApiCommand {

    @Parameters(paramLabel = "NAME", description = "Its name, or its id if no name is so.")
    @SuppressWarnings("NullAway.Init")
    private String webhook;

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.post("/webhooks/" + id(Items.of(api.all("/webhooks"))) + "/test", new JsonObject());
    }

    private long id(List<JsonObject> all) throws ClientFailure {
        for (String field : List.of("name", "id")) {
            for (JsonObject one : all) {
                if (String.valueOf(one.getValue(field)).equals(webhook)) {
                    return one.getLong("id");
                }
            }
        }
        String names = all.stream().map(one -> one.getString("name")).limit(20).collect(Collectors.joining(", "));
        throw ClientFailure.unknown(
                "webhook", webhook, "the name of one: " + (names.isEmpty() ? "there is none" : names));
    }

    @Override
    void show(JsonObject answer, JsonApi api) throws ClientFailure {
        if (!answer.getBoolean("arrived")) {
            throw ClientFailure.of("webhook " + webhook + ": " + answer.getString("failure"));
        }
        out().println("It arrived: " + answer.getInteger("status") + " after " + answer.getLong("took_ms") + " ms.");
    }
}

package dev.sluice.cli;

import dev.sluice.cli.client.ClientFailure;
import dev.sluice.cli.client.JsonApi;
import dev.sluice.cli.screen.Cell;
import dev.sluice.cli.screen.Shade;
import dev.sluice.cli.screen.Table;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists who is told of events. */
@Command(
        name = "webhooks",
        description = "List who is told of events.",
        synopsisSubcommandLabel = "[test]",
        subcommands = WebhookTestCommand.class,
        footer = {"  sluice webhooks", "  sluice webhooks test ops     send a message now, and tell what was answered"})
final class WebhooksCommand extends ApiCommand {

    @Override
    JsonObject ask(JsonApi api) throws ClientFailure, InterruptedException {
        return api.all("/webhooks");
    }

    @Override
    void show(JsonObject webhooks, JsonApi api) {
        Table table = new Table("WEBHOOK", "PRESET", "SIGNED", "EVENTS", "ADDRESS");
        for (JsonObject webhook : Items.of(webhooks)) {
            boolean enabled = webhook.getBoolean("enabled");
            table.row(
                    Cell.of(
                            webhook.getString("name") + (enabled ? "" : " (disabled)"),
                            enabled ? Shade.PLAIN : Shade.FAINT),
                    Cell.of(webhook.getString("preset")),
                    Cell.of(webhook.getBoolean("has_secret") ? "yes" : "no"),
                    Cell.of(webhook.getJsonArray("events").stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "))),
                    Cell.of(webhook.getString("url")));
        }
        print(table, "There is no webhook.");
    }
}

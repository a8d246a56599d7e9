package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.SealedKey;
import dev.sluice.core.model.Webhook;
import dev.sluice.core.model.WebhookPreset;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of webhooks; their secrets lie in it sealed. */
final class WebhookTable {
    private static final List<String> SECRETS = List.of("secret_key", "secret_box", "token_key", "token_box");

    /** A new one is told of what is written from now on; the event that tells of itself comes after this. */
    private static final String BEGIN = "INSERT INTO webhook_cursor (webhook_id, event_id)"
            + " SELECT id, (SELECT coalesce(max(id), 0) FROM event) FROM webhook ON CONFLICT (webhook_id) DO NOTHING";

    private static final String GIVE_UP = "UPDATE webhook_delivery SET state = 'abandoned', next_try_at = NULL,"
            + " failure = 'the webhook was disabled' WHERE webhook_id = ANY($1) AND state = 'pending'";
    private static final String TO_END = "UPDATE webhook_cursor"
            + " SET event_id = greatest(event_id, (SELECT coalesce(max(id), 0) FROM event)) WHERE webhook_id = ANY($1)";

    static final DesiredTable<Long, Webhook> WEBHOOKS = new DesiredTable<>(
            "webhook",
            List.of(
                    "id",
                    "name",
                    "url",
                    "events",
                    "preset",
                    "template",
                    "enabled",
                    "secret_key",
                    "secret_box",
                    "token_key",
                    "token_box",
                    "created_at",
                    "updated_at",
                    "revision"),
            row -> row.getLong("id"),
            WebhookTable::read,
            WebhookTable::write);

    private WebhookTable() {}

    /** Writes what is new or differs; each new one begins at the end of the log. */
    static Future<Void> writeChanged(PgConnection connection, Map<Long, Webhook> before, Map<Long, Webhook> after) {
        return before == after
                ? Future.succeededFuture()
                : WEBHOOKS.writeChanged(connection, before, after)
                        .compose(written -> Transactions.simply(connection, BEGIN))
                        .compose(begun -> silence(connection, switched(before, after)));
    }

    /** Those that were, or are, to be told nothing. */
    private static Long[] switched(Map<Long, Webhook> before, Map<Long, Webhook> after) {
        return before.values().stream()
                .filter(was -> {
                    Webhook is = after.get(was.id());
                    return is != null && is.enabled() != was.enabled();
                })
                .map(Webhook::id)
                .toArray(Long[]::new);
    }

    /** What happens while one is disabled is not told later, nor is what was left when it became so. */
    private static Future<Void> silence(PgConnection connection, Long[] ids) {
        return ids.length == 0
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(GIVE_UP)
                        .execute(Values.array(List.of(ids)))
                        .compose(given -> connection.preparedQuery(TO_END).execute(Values.array(List.of(ids))))
                        .mapEmpty();
    }

    /** The rows of these, without what must not be copied about. */
    static JsonArray withoutSecrets(Map<Long, Webhook> webhooks) {
        JsonArray rows = WEBHOOKS.toJson(webhooks);
        rows.forEach(row -> SECRETS.forEach(((JsonObject) row)::remove));
        return rows;
    }

    /** What such rows say, with the secrets that those of the same id have now. */
    static Map<Long, Webhook> withSecretsOf(Desired now, JsonArray rows) {
        Map<Long, Webhook> found = new LinkedHashMap<>();
        WEBHOOKS.fromJson(rows).forEach((id, webhook) -> {
            Webhook present = now.webhooks().get(id);
            found.put(id, present == null ? webhook : webhook.with(present.secret(), present.token()));
        });
        return found;
    }

    private static Webhook read(Row row) {
        return new Webhook(
                row.getLong("id"),
                row.getString("name"),
                row.getString("url"),
                List.of(row.getArrayOfStrings("events")),
                Values.constant(WebhookPreset.class, row, "preset"),
                row.getString("template"),
                row.getBoolean("enabled"),
                sealed(row, "secret"),
                sealed(row, "token"),
                Values.stamp(row));
    }

    private static @Nullable SealedKey sealed(Row row, String column) {
        String box = row.getString(column + "_box");
        return box == null ? null : new SealedKey(row.getString(column + "_key"), box);
    }

    private static JsonObject write(long id, Webhook webhook) {
        SealedKey secret = webhook.secret();
        SealedKey token = webhook.token();
        return Values.stamp(
                new JsonObject()
                        .put("id", id)
                        .put("name", webhook.name())
                        .put("url", webhook.url())
                        .put("events", new JsonArray(webhook.events()))
                        .put("preset", webhook.preset().wire())
                        .put("template", webhook.template())
                        .put("enabled", webhook.enabled())
                        .put("secret_key", secret == null ? null : secret.secret())
                        .put("secret_box", secret == null ? null : secret.box())
                        .put("token_key", token == null ? null : token.secret())
                        .put("token_box", token == null ? null : token.box()),
                webhook.stamp());
    }
}

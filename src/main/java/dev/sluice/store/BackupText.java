package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.OwnRoot;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ApiToken;
import dev.sluice.core.port.Backup;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LedgerState;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.Rejection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Backups as JSON. */
final class BackupText {
    private static final String FORMAT = "sluice_backup";

    private BackupText() {}

    static String write(Backup backup, Instant now) {
        JsonArray tokens = new JsonArray();
        backup.tokens()
                .forEach(token -> tokens.add(new JsonObject()
                        .put("name", token.name())
                        .put("sha256", token.sha256())
                        .put("scopes", new JsonArray(List.copyOf(token.scopes())))
                        .put("created_at", token.createdAt())
                        .put("expires_at", token.expiresAt())));
        JsonArray history = new JsonArray();
        backup.history().forEach(stored -> history.add(EventTable.row(stored.event(), stored.frontDoor())));
        OwnRoot root = backup.root();
        return new JsonObject()
                .put(FORMAT, 1)
                .put("taken_at", now)
                .put("state", LastGoodRows.write(new LastGood(backup.desired(), LedgerState.EMPTY)))
                .put("tokens", tokens)
                .put("history", history)
                .put("own_root", root == null ? null : KeptOwnRoots.json(root))
                .encode();
    }

    /**
     * What such a text holds.
     *
     * @throws Rejection INVALID
     */
    static Backup read(String text) {
        try {
            JsonObject json = new JsonObject(text);
            if (json.getInteger(FORMAT) == 1) {
                List<ApiToken> tokens = new ArrayList<>();
                json.getJsonArray("tokens").forEach(token -> tokens.add(token((JsonObject) token)));
                List<ActivityLog.Stored> history = new ArrayList<>();
                json.getJsonArray("history").forEach(event -> history.add(event((JsonObject) event)));
                JsonObject root = json.getJsonObject("own_root"); // older backups have none
                return new Backup(
                        LastGoodRows.read(json.getJsonObject("state")).desired(),
                        tokens,
                        history,
                        root == null ? null : KeptOwnRoots.read(root));
            }
        } catch (RuntimeException e) {
            // Its words could quote a secret.
        }
        Problems problems = new Problems();
        problems.add("backup", "something else", "a whole backup, as GET /api/v1/backup gives it");
        problems.refuseIfAny();
        throw new IllegalStateException("a problem was no refusal");
    }

    private static ApiToken token(JsonObject json) {
        Set<String> scopes = new HashSet<>();
        json.getJsonArray("scopes").forEach(scope -> scopes.add((String) scope));
        Instant created = json.getInstant("created_at", Instant.EPOCH); // older backups do not say
        return new ApiToken(
                0,
                json.getString("name"),
                json.getBinary("sha256"),
                scopes,
                created,
                json.getInstant("expires_at"),
                null);
    }

    private static ActivityLog.Stored event(JsonObject json) {
        Event event = new Event(
                json.getString("uid"),
                EventName.valueOf(json.getString("event").toUpperCase(Locale.ROOT)),
                json.getInstant("at"),
                json.getString("message"),
                json.getString("actor"),
                json.getJsonObject("details").getMap());
        return new ActivityLog.Stored(0, event, json.getString("front_door"));
    }
}

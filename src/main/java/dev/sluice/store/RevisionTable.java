package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What each change of the desired state replaced. To be used within the transaction of that change. */
final class RevisionTable {
    /** How many changes back one can go. */
    static final int KEPT = 10_000;

    private static final String WRITE =
            "WITH old AS (DELETE FROM revision_log WHERE number <= $1::bigint - " + KEPT + "),"
                    + " log AS (INSERT INTO revision_log (number, at, actor, message)"
                    + " VALUES ($1, $2, $3, $4) RETURNING number)"
                    + " INSERT INTO revision_undo (number, kind, id, change, before)"
                    + " SELECT log.number, r->>'kind', (r->>'id')::bigint, r->>'change', NULLIF(r->'before', 'null')"
                    + " FROM log, jsonb_array_elements($5::text::jsonb) AS r";

    private RevisionTable() {}

    /**
     * Writes it, by one statement.
     *
     * @param events what the change tells of itself, at least one
     */
    static Future<Void> write(PgConnection connection, Desired before, Desired after, List<Event> events) {
        JsonArray undo = new JsonArray();
        add("peer", before.peers(), after.peers(), PeerTable.PEERS::toJson, undo);
        add("pool", before.pools(), after.pools(), PoolTable::toJson, undo);
        add("route", before.routes(), after.routes(), RouteTable.ROUTES::toJson, undo);
        add("webhook", before.webhooks(), after.webhooks(), WebhookTable::withoutSecrets, undo);
        add(
                "site",
                DesiredTables.rows(before.overall().site()),
                DesiredTables.rows(after.overall().site()),
                DesiredTables::siteToJson,
                undo);
        Event first = events.get(0);
        String more = events.size() == 1 ? "" : " (and " + (events.size() - 1) + " more)";
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.of(
                        after.revision(),
                        Values.timeOrNull(first.at()),
                        first.actor(),
                        first.message() + more,
                        undo.encode()))
                .mapEmpty();
    }

    private static <V> void add(
            String kind,
            Map<Long, V> before,
            Map<Long, V> after,
            Function<Map<Long, V>, JsonArray> rows,
            JsonArray undo) {
        if (before == after) {
            return;
        }
        Map<Long, V> replaced = new LinkedHashMap<>();
        after.forEach((id, value) -> {
            V was = before.get(id);
            if (was == null) {
                undo.add(entry(kind, id, "created"));
            } else if (!was.equals(value)) {
                replaced.put(id, was);
            }
        });
        before.forEach((id, value) -> {
            if (!after.containsKey(id)) {
                replaced.put(id, value);
            }
        });
        for (Object row : rows.apply(replaced)) {
            long id = ((JsonObject) row).getLong("id");
            undo.add(entry(kind, id, after.containsKey(id) ? "updated" : "deleted")
                    .put("before", row));
        }
    }

    private static JsonObject entry(String kind, long id, String change) {
        return new JsonObject().put("kind", kind).put("id", id).put("change", change);
    }
}

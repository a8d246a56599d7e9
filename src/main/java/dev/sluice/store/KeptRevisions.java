package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Revisions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The earlier desired states as Postgres can tell them: what each change replaced, put back from the newest on. */
final class KeptRevisions implements Revisions {
    private static final String PAGE = "SELECT l.number, l.at, l.actor, l.message,"
            + " count(u.id) FILTER (WHERE u.change = 'created') AS created,"
            + " count(u.id) FILTER (WHERE u.change = 'updated') AS updated,"
            + " count(u.id) FILTER (WHERE u.change = 'deleted') AS deleted"
            + " FROM (SELECT * FROM revision_log ORDER BY number DESC LIMIT $1 OFFSET $2) AS l"
            + " LEFT JOIN revision_undo AS u USING (number)"
            + " GROUP BY l.number, l.at, l.actor, l.message ORDER BY l.number DESC";
    private static final String KEPT_SINCE = "SELECT count(*) FROM revision_log WHERE number > $1";
    private static final String UNDO =
            "SELECT kind, id, before FROM revision_undo WHERE number > $1 ORDER BY number DESC";

    private final Lane reads;

    KeptRevisions(Lane reads) {
        this.reads = reads;
    }

    @Override
    public CompletionStage<Page> list(int limit, int offset) {
        return read(connection -> connection
                .preparedQuery("SELECT count(*) FROM revision_log")
                .execute()
                .compose(total -> connection
                        .preparedQuery(PAGE)
                        .execute(Tuple.of(limit, offset))
                        .map(rows -> {
                            List<Revision> items = new ArrayList<>();
                            rows.forEach(row -> items.add(revision(row)));
                            return new Page(items, total.iterator().next().getLong(0));
                        })));
    }

    private static Revision revision(Row row) {
        return new Revision(
                row.getLong("number"),
                Values.instant(row, "at"),
                row.getString("actor"),
                row.getString("message"),
                row.getInteger("created"),
                row.getInteger("updated"),
                row.getInteger("deleted"));
    }

    @Override
    public CompletionStage<@Nullable Desired> at(long number) {
        return read(connection -> DesiredRows.load(connection).compose(current -> at(number, current, connection)));
    }

    private static Future<@Nullable Desired> at(long number, Desired current, PgConnection connection) {
        if (number < 0 || number > current.revision()) {
            return Future.succeededFuture(null);
        }
        return connection.preparedQuery(KEPT_SINCE).execute(Tuple.of(number)).compose(kept -> {
            boolean whole = kept.iterator().next().getLong(0) == current.revision() - number;
            return whole
                    ? connection
                            .preparedQuery(UNDO)
                            .execute(Tuple.of(number))
                            .map(rows -> undone(number, current, rows))
                    : Future.succeededFuture(null);
        });
    }

    /** The last word on a thing is the oldest row: what it was before the first change after that revision. */
    private static Desired undone(long number, Desired current, RowSet<Row> rows) {
        Map<String, Map<Long, @Nullable JsonObject>> before = new LinkedHashMap<>();
        for (Row row : rows) {
            before.computeIfAbsent(row.getString("kind"), kind -> new LinkedHashMap<>())
                    .put(row.getLong("id"), row.getJsonObject("before"));
        }
        return new Desired(
                number,
                put(current.peers(), before.get("peer"), PeerTable.PEERS::fromJson),
                put(current.pools(), before.get("pool"), PoolTable::fromJson),
                put(current.routes(), before.get("route"), RouteTable.ROUTES::fromJson),
                current.overrides(),
                current.drills(),
                current.certificates(),
                put(current.webhooks(), before.get("webhook"), hooks -> WebhookTable.withSecretsOf(current, hooks)),
                current.agents(),
                current.overall()
                        .with(DesiredTables.only(put(
                                DesiredTables.rows(current.overall().site()),
                                before.get("site"),
                                DesiredTables::sitesFromJson))));
    }

    private static <V> Map<Long, V> put(
            Map<Long, V> now,
            @Nullable Map<Long, @Nullable JsonObject> before,
            Function<JsonArray, Map<Long, V>> values) {
        if (before == null) {
            return now;
        }
        Map<Long, V> then = new LinkedHashMap<>(now);
        JsonArray rows = new JsonArray();
        before.forEach((id, row) -> {
            then.remove(id);
            if (row != null) {
                rows.add(row);
            }
        });
        then.putAll(values.apply(rows));
        return then;
    }

    private <T> CompletionStage<T> read(Function<PgConnection, Future<T>> work) {
        return reads.run(connection -> Transactions.in(Transactions.READ, connection, work))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }
}

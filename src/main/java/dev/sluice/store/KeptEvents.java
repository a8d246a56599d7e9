package dev.sluice.store;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The activity log as Postgres has it. */
final class KeptEvents implements ActivityLog {
    private static final int MOST = 250;
    private static final String MATCHING = " FROM event WHERE event = ANY($1)"
            + " AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3)"
            + " AND ($4::bigint IS NULL OR details -> 'route_id' = to_jsonb($4)"
            + " OR details -> 'route_ids' @> to_jsonb($4))"
            + " AND ($5::bigint IS NULL OR to_jsonb($5)"
            + " IN (details -> 'peer_id', details -> 'from_peer_id', details -> 'to_peer_id'))"
            + " AND ($6::bigint IS NULL OR details -> 'pool_id' = to_jsonb($6))"
            + " AND ($7::text IS NULL OR actor = $7)";
    private static final String PAGE = "SELECT " + EventTable.COLUMNS + MATCHING
            + " AND ($8::bigint IS NULL OR (at, id) < (SELECT b.at, b.id FROM event b WHERE b.id = $8))"
            + " ORDER BY at DESC, id DESC LIMIT $9 OFFSET $10";
    private static final String TOTAL = "SELECT count(*)" + MATCHING;
    private static final String SEQUEL = "SELECT " + EventTable.COLUMNS + MATCHING
            + " AND id > $8 AND id <= $9 AND NOT restored ORDER BY id LIMIT $10";
    private static final String[] ALL_NAMES =
            Arrays.stream(EventName.values()).map(EventName::wire).toArray(String[]::new);

    private final Lane reads;

    KeptEvents(Lane reads) {
        this.reads = reads;
    }

    @Override
    public CompletionStage<Page> find(Query query) {
        return reads.run(
                        connection -> Transactions.in(Transactions.READ, connection, snapshot -> find(snapshot, query)))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    private static Future<Page> find(PgConnection connection, Query query) {
        Tuple window = filter(query.filter())
                .addLong(query.before())
                .addInteger(limit(query.limit()))
                .addInteger(Math.max(0, query.offset()));
        return total(connection, query)
                .compose(total ->
                        connection.preparedQuery(PAGE).execute(window).map(rows -> new Page(events(rows), total)));
    }

    private static Future<Long> total(PgConnection connection, Query query) {
        return query.counted()
                ? connection
                        .preparedQuery(TOTAL)
                        .execute(filter(query.filter()))
                        .map(rows -> rows.iterator().next().getLong(0))
                : Future.succeededFuture(0L);
    }

    @Override
    public CompletionStage<Sequel> after(ActivityFilter filter, long id, int limit) {
        return reads.run(connection -> SettledEvents.newest(connection)
                        .compose(newest -> newest == null
                                ? Future.succeededFuture(new Sequel(List.of(), id, false))
                                : sequel(connection, filter, id, newest, limit(limit))))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    private static Future<Sequel> sequel(
            PgConnection connection, ActivityFilter filter, long id, long newest, int limit) {
        if (id >= newest) {
            return Future.succeededFuture(new Sequel(List.of(), newest, true));
        }
        return connection
                .preparedQuery(SEQUEL)
                .execute(filter(filter).addLong(id).addLong(newest).addInteger(limit))
                .map(rows -> {
                    List<Stored> items = events(rows);
                    long upTo =
                            items.size() < limit ? newest : items.get(limit - 1).id();
                    return new Sequel(items, upTo, true);
                });
    }

    private static List<Stored> events(RowSet<Row> rows) {
        List<Stored> items = new ArrayList<>(rows.size());
        rows.forEach(row -> items.add(EventTable.read(row)));
        return items;
    }

    private static int limit(int wanted) {
        return Math.max(1, Math.min(MOST, wanted));
    }

    /** "Any" name is any that we know: a newer Sluice on the same database may write some that we have no word for. */
    private static Tuple filter(ActivityFilter filter) {
        return Tuple.tuple()
                .addArrayOfString(
                        filter.names().isEmpty() ? ALL_NAMES : filter.names().toArray(String[]::new))
                .addOffsetDateTime(Values.timeOrNull(filter.from()))
                .addOffsetDateTime(Values.timeOrNull(filter.until()))
                .addLong(filter.routeId())
                .addLong(filter.peerId())
                .addLong(filter.poolId())
                .addString(filter.actor());
    }
}

package dev.sluice.store;

import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The activity log as Postgres has it. */
final class KeptEvents implements ActivityLog {
    private static final int MOST = 250;
    private static final String MATCHING = " FROM event WHERE event = ANY($1)"
            + " AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3)";
    private static final String PAGE =
            "SELECT " + EventTable.COLUMNS + MATCHING + " ORDER BY at DESC, id DESC LIMIT $4 OFFSET $5";
    private static final String TOTAL = "SELECT count(*)" + MATCHING;
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
        // "Any" means any that we know: a newer Sluice on the same database may write names that we have no word for.
        Tuple filter = filter(query);
        Tuple window = filter(query)
                .addInteger(Math.max(1, Math.min(MOST, query.limit())))
                .addInteger(Math.max(0, query.offset()));
        return connection
                .preparedQuery(TOTAL)
                .execute(filter)
                .compose(total -> connection.preparedQuery(PAGE).execute(window).map(rows -> {
                    List<Stored> items = new ArrayList<>(rows.size());
                    rows.forEach(row -> items.add(EventTable.read(row)));
                    return new Page(items, total.iterator().next().getLong(0));
                }));
    }

    private static Tuple filter(Query query) {
        return Tuple.tuple()
                .addArrayOfString(
                        query.names().isEmpty() ? ALL_NAMES : query.names().toArray(String[]::new))
                .addOffsetDateTime(Values.timeOrNull(query.from()))
                .addOffsetDateTime(Values.timeOrNull(query.until()));
    }
}

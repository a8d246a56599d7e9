package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.Committed;
import dev.sluice.core.rule.Edit;
import dev.sluice.core.rule.EditContext;
import dev.sluice.core.rule.Edited;
import dev.sluice.core.rule.Rejection;
import dev.sluice.core.rule.RejectionCode;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** One commanded change on its way into the database, and what its failure means. Used once. */
final class Change {
    private static final String LOCK = Transactions.WRITE + "; SELECT number FROM revision FOR UPDATE";

    private static final String NEXT_IDS =
            "SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1, $2::integer)";

    private final Edit edit;
    private final Desired known;
    private final String frontDoor;
    private boolean committing;

    /**
     * A change.
     *
     * @param known the newest state that we have seen; read again if the database is further
     */
    Change(Edit edit, Desired known, String frontDoor) {
        this.edit = edit;
        this.known = known;
        this.frontDoor = frontDoor;
    }

    /** Locks, reads, edits, writes, commits. An edit that changes nothing writes nothing. */
    Future<Committed> run(PgConnection connection) {
        return connection
                .query(LOCK)
                .execute()
                .map(Change::lastNumber)
                .compose(number ->
                        number == known.revision() ? Future.succeededFuture(known) : DesiredRows.load(connection))
                .compose(current -> ids(connection, current).compose(ids -> apply(connection, current, ids)))
                .recover(failure ->
                        Transactions.simply(connection, "ROLLBACK").transform(undone -> Future.failedFuture(failure)));
    }

    private static long lastNumber(RowSet<Row> results) {
        RowSet<Row> last = results;
        while (last.next() != null) {
            last = last.next();
        }
        return last.iterator().next().getLong(0);
    }

    private Future<Committed> apply(PgConnection connection, Desired current, List<Long> ids) {
        long number = current.revision() + 1;
        Edited edited = edit.apply(current, new EditContext(ids, Values.now(), number));
        if (edited.audit().isEmpty()) {
            return Transactions.simply(connection, "ROLLBACK")
                    .map(new Committed(current, List.of(), edited.subjectId()));
        }
        Desired next = edited.desired().atRevision(number);
        return DesiredRows.save(connection, current, next)
                .compose(saved -> RevisionTable.write(connection, current, next, edited.audit()))
                .compose(logged -> EventTable.write(connection, edited.audit(), frontDoor))
                .compose(written ->
                        Transactions.simply(connection, "NOTIFY " + RevisionFeed.CHANNEL + ", '" + number + "'"))
                .compose(notified -> {
                    committing = true;
                    return Transactions.simply(connection, "COMMIT");
                })
                .map(new Committed(next, edited.audit(), edited.subjectId()));
    }

    /** One statement for each kind, however many are made. */
    private Future<List<Long>> ids(PgConnection connection, Desired current) {
        List<Edit.Kind> made = edit.creates(current);
        Future<List<Long>> ids = Future.succeededFuture(new ArrayList<>());
        for (int from = 0, to; from < made.size(); from = to) {
            Edit.Kind kind = made.get(from);
            for (to = from; to < made.size() && made.get(to) == kind; to++) {}
            int count = to - from;
            ids = ids.compose(list -> connection
                    .preparedQuery(NEXT_IDS)
                    .execute(Tuple.of(table(kind), count))
                    .map(rows -> {
                        rows.forEach(row -> list.add(row.getLong(0)));
                        return list;
                    }));
        }
        return ids;
    }

    private static String table(Edit.Kind kind) {
        return switch (kind) {
            case PEER -> "peer";
            case POOL -> "pool";
            case ROUTE -> "route";
            case DRILL -> "drill";
            case CERTIFICATE -> "certificate";
            case WEBHOOK -> "webhook";
        };
    }

    /** The failure as the port tells it. */
    Throwable told(Throwable failure) {
        if (Faults.isBadData(failure)) {
            return new Rejection(RejectionCode.INVALID, "the database refuses the change: " + Faults.message(failure));
        }
        if (committing && Faults.isAway(failure) && !Faults.isUndone(failure)) {
            return new CommitUnknownException(
                    "the connection was lost during the commit: " + Faults.message(failure), failure);
        }
        return Faults.told(failure);
    }
}

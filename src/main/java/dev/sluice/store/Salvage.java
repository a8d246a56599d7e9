package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writing of rows some of which the database calls bad data: what can be written is, and each of the rest is
 * recorded, so that one bad row neither holds up the others nor is tried for ever. Within a transaction.
 */
final class Salvage {
    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    private static final int SHOWN = 2_000;

    private final PgConnection connection;
    private final String frontDoor;

    Salvage(PgConnection connection, String frontDoor) {
        this.connection = connection;
        this.frontDoor = frontDoor;
    }

    /** Writes the rows together if that works, else each half by itself, down to the bad ones. */
    <T> Future<Void> write(List<T> rows, Function<List<T>, Future<Void>> writer) {
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        return simply("SAVEPOINT part")
                .compose(v -> writer.apply(rows))
                .compose(
                        v -> simply("RELEASE SAVEPOINT part"),
                        failure -> Faults.isBadData(failure)
                                ? simply("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
                                        .compose(v -> divide(rows, writer, failure))
                                : Future.failedFuture(failure));
    }

    private <T> Future<Void> divide(List<T> rows, Function<List<T>, Future<Void>> writer, Throwable failure) {
        if (rows.size() == 1) {
            return refuse(rows.get(0), failure);
        }
        int middle = rows.size() / 2;
        return write(rows.subList(0, middle), writer).compose(v -> write(rows.subList(middle, rows.size()), writer));
    }

    private Future<Void> refuse(Object row, Throwable failure) {
        String reason = Faults.message(failure);
        String what = String.valueOf(row).replace("\0", "\\0");
        LOG.error("ledger: refused by the database and left out: {}: {}", what, reason);
        return connection
                .preparedQuery("INSERT INTO ledger_refusal (front_door, what, reason) VALUES ($1, $2, $3)")
                .execute(Tuple.of(frontDoor, what.substring(0, Math.min(SHOWN, what.length())), reason))
                .mapEmpty();
    }

    private Future<Void> simply(String sql) {
        return Transactions.simply(connection, sql);
    }
}

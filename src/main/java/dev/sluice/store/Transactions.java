package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.function.Function;

/** Work between BEGIN and COMMIT on a connection of one's own. */
final class Transactions {
    /** One state of everything, and nothing written. */
    static final String READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    /** The server gives up before our side of the connection does, so that it never works on for nobody. */
    static final String WRITE = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '8s'";

    private Transactions() {}

    /** Commits if the work succeeds, rolls back if it fails. */
    static <T> Future<T> in(String begin, PgConnection connection, Function<PgConnection, Future<T>> work) {
        return simply(connection, begin)
                .compose(begun -> work.apply(connection))
                .compose(result -> simply(connection, "COMMIT").map(result), failure -> simply(connection, "ROLLBACK")
                        .transform(undone -> Future.failedFuture(failure)));
    }

    /** Runs statements without parameters, several of them separated by semicolons if need be. */
    static Future<Void> simply(PgConnection connection, String statements) {
        return connection.query(statements).execute().mapEmpty();
    }
}

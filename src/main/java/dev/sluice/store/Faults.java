package dev.sluice.store;

import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.VertxException;
import io.vertx.core.json.EncodeException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.concurrent.TimeoutException;

/** What a failed call to the database means. SQLSTATE classes are those of PostgreSQL's appendix A. */
final class Faults {
    private Faults() {}

    /** The values themselves are wrong, and will be at every further try: class 22 or 23, or not even encodable. */
    static boolean isBadData(Throwable failure) {
        return failure instanceof PgException refused
                ? isClass(refused, "22") || isClass(refused, "23")
                : failure instanceof EncodeException
                        || failure instanceof DateTimeException
                        || failure instanceof ArithmeticException;
    }

    /** A COMMIT that failed like this was undone for certain, because the server lives and says so. */
    static boolean isUndone(Throwable failure) {
        return isBadData(failure) || failure instanceof PgException refused && isClass(refused, "40");
    }

    /** The database or the way to it is at fault, not the caller and not what was asked. */
    static boolean isAway(Throwable failure) {
        return failure instanceof VertxException
                || failure instanceof DatabaseException
                || failure instanceof IOException
                || failure instanceof TimeoutException;
    }

    /** The server is not there for anybody. One that refuses us alone (too many connections, a wrong password) is there. */
    static boolean isGone(Throwable failure) {
        return failure instanceof PgException refused
                ? isClass(refused, "57") || isClass(refused, "08")
                : isAway(failure);
    }

    /** What callers of a port get to see. */
    static Throwable told(Throwable failure) {
        return isAway(failure) ? new StoreAwayException("the database: " + message(failure), failure) : failure;
    }

    /** What the failure says, on one line and without bytes that Postgres would refuse to keep. */
    static String message(Throwable failure) {
        if (failure instanceof PgException refused) {
            return plain(refused.getErrorMessage() + " (SQLSTATE " + refused.getSqlState() + ")");
        }
        Throwable cause = failure.getCause();
        return plain(failure.getMessage() + (cause == null ? "" : ": " + cause.getMessage()));
    }

    private static String plain(String text) {
        return text.replace('\n', ' ').replace("\0", "");
    }

    private static boolean isClass(PgException refused, String errorClass) {
        String state = refused.getSqlState();
        return state != null && state.startsWith(errorClass);
    }
}

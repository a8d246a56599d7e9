package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import org.jspecify.annotations.Nullable;

/**
 * How far the log of events will not change any more. Ids are given out before their rows are seen, so of two writers the
 * later may be seen first: whoever goes by ids must not go beyond what is settled.
 */
final class SettledEvents {

    private static final String NEWEST = "SELECT coalesce(max(id), 0) FROM event";
    /** A writer holds this lock from before it takes an id until its rows are seen. */
    private static final String WRITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation'"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND relation = 'event'::regclass AND mode = 'RowExclusiveLock')";

    private SettledEvents() {}

    /** The id of the newest event, if none can come below it any more; null if one may. Not within a transaction. */
    static Future<@Nullable Long> newest(PgConnection connection) {
        // In this order: whoever took a lower id than the newest that is seen has the lock by then, or is done.
        return connection.query(NEWEST).execute().compose(newest -> connection
                .query(WRITING)
                .execute()
                .map(writing -> writing.iterator().next().getBoolean(0)
                        ? null
                        : newest.iterator().next().getLong(0)));
    }
}

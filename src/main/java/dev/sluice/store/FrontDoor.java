package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;

/**
 * This process among those that share the database.
 *
 * @param id its number there
 * @param name as configured; a restart under the same name is the same front door
 */
record FrontDoor(long id, String name) {

    /** Enters it, or finds it from an earlier start. */
    static Future<FrontDoor> register(PgConnection connection, String name) {
        return connection
                .preparedQuery("INSERT INTO front_door (name, started_at) VALUES ($1, now())"
                        + " ON CONFLICT (name) DO UPDATE SET started_at = now() RETURNING id")
                .execute(Tuple.of(name))
                .map(rows -> new FrontDoor(rows.iterator().next().getLong("id"), name));
    }
}

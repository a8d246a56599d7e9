package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One statement that writes any number of rows: they go to the server as one JSON array of objects, whose fields are
 * named like columns. Rows that are there already and say the same are left alone.
 */
final class Upsert {
    private final String sql;

    private Upsert(String sql) {
        this.sql = sql;
    }

    /**
     * A statement.
     *
     * @param key the columns that tell rows apart
     * @param fixed further columns that are written once and keep their first value
     * @param changing the columns that a later row replaces
     */
    static Upsert into(String table, List<String> key, List<String> fixed, List<String> changing) {
        String all = String.join(", ", key)
                + (fixed.isEmpty() ? "" : ", " + String.join(", ", fixed))
                + (changing.isEmpty() ? "" : ", " + String.join(", ", changing));
        return new Upsert("INSERT INTO " + table + " (" + all + ") SELECT " + all
                + " FROM jsonb_populate_recordset(NULL::" + table + ", $1::text::jsonb) ON CONFLICT ("
                + String.join(", ", key)
                + ") " + (changing.isEmpty() ? "DO NOTHING" : update(table, changing)));
    }

    private static String update(String table, List<String> columns) {
        return "DO UPDATE SET "
                + columns.stream()
                        .map(column -> column + " = EXCLUDED." + column)
                        .collect(Collectors.joining(", "))
                + " WHERE ROW(" + prefixed(table, columns) + ") IS DISTINCT FROM ROW(" + prefixed("EXCLUDED", columns)
                + ")";
    }

    private static String prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + "." + column).collect(Collectors.joining(", "));
    }

    /** Writes the rows in this order; no two of them may have the same key. A field that is missing is NULL. */
    Future<Void> write(PgConnection connection, List<JsonObject> rows) {
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        // Encoded here rather than by the client: there, a value that has no JSON form would break the connection.
        String json;
        try {
            json = new JsonArray(rows).encode();
        } catch (EncodeException e) {
            return Future.failedFuture(e);
        }
        return connection.preparedQuery(sql).execute(Tuple.of(json)).mapEmpty();
    }
}

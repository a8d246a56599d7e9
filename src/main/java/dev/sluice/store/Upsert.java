package dev.sluice.store;

import io.vertx.core.Future;
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
                + " FROM jsonb_populate_recordset(NULL::" + table + ", $1) ON CONFLICT (" + String.join(", ", key)
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
        return rows.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery(sql)
                        .execute(Tuple.of(new JsonArray(rows)))
                        .mapEmpty();
    }
}

package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One table of the desired state, and how its rows become values and back.
 *
 * @param <K> the key, in the first column: Long or String
 * @param <V> the value that a row stands for
 */
final class DesiredTable<K, V> {
    private final String selectAll;
    private final Upsert upsert;
    private final String delete;
    private final Function<Row, K> key;
    private final Function<Row, V> read;
    private final BiFunction<K, V, JsonObject> write;

    /**
     * A table.
     *
     * @param columns the key first
     * @param write gives a field for each column
     */
    DesiredTable(
            String name,
            List<String> columns,
            Function<Row, K> key,
            Function<Row, V> read,
            BiFunction<K, V, JsonObject> write) {
        String first = columns.get(0);
        this.selectAll = "SELECT " + String.join(", ", columns) + " FROM " + name + " ORDER BY " + first;
        this.upsert = Upsert.into(name, List.of(first), List.of(), columns.subList(1, columns.size()));
        this.delete = "DELETE FROM " + name + " WHERE " + first + " = ANY($1)";
        this.key = key;
        this.read = read;
        this.write = write;
    }

    /** All rows, in key order. */
    Future<Map<K, V>> load(PgConnection connection) {
        return connection.preparedQuery(selectAll).execute().map(rows -> {
            Map<K, V> found = new LinkedHashMap<>(rows.size() * 2);
            for (Row row : rows) {
                found.put(key.apply(row), read.apply(row));
            }
            return found;
        });
    }

    /** The rows as JSON. */
    JsonArray toJson(Map<K, V> values) {
        JsonArray rows = new JsonArray();
        values.forEach((one, value) -> rows.add(write.apply(one, value)));
        return rows;
    }

    /** The values of such rows. */
    Map<K, V> fromJson(JsonArray rows) {
        Map<K, V> found = new LinkedHashMap<>();
        for (Object json : rows) {
            Row row = new JsonRow((JsonObject) json);
            found.put(key.apply(row), read.apply(row));
        }
        return found;
    }

    /** Deletes what is gone. */
    Future<Void> deleteMissing(PgConnection connection, Map<K, V> before, Map<K, V> after) {
        List<Object> gone = new ArrayList<>();
        if (before != after) {
            for (K one : before.keySet()) {
                if (!after.containsKey(one)) {
                    gone.add(one);
                }
            }
        }
        return gone.isEmpty()
                ? Future.succeededFuture()
                : connection.preparedQuery(delete).execute(Values.array(gone)).mapEmpty();
    }

    /** Writes what is new or differs, by one statement. */
    Future<Void> writeChanged(PgConnection connection, Map<K, V> before, Map<K, V> after) {
        List<JsonObject> changed = new ArrayList<>();
        if (before != after) {
            after.forEach((one, value) -> {
                if (!value.equals(before.get(one))) {
                    changed.add(write.apply(one, value));
                }
            });
        }
        return upsert.write(connection, changed);
    }
}

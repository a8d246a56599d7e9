package dev.sluice.store;

import dev.sluice.core.port.AssignmentRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of who serves which route now. */
final class AssignmentTable {
    private static final Upsert ASSIGNMENTS = Upsert.into(
            "route_assignment",
            List.of("route_id"),
            List.of(),
            List.of("home_peer_id", "serving_peer_id", "last_serving_peer_id", "cause", "since"));

    private AssignmentTable() {}

    /** Writes all rows by one statement, however many; the last one of a route counts. */
    static Future<Void> write(PgConnection connection, List<AssignmentRow> rows) {
        Map<Long, JsonObject> byRoute = new LinkedHashMap<>();
        for (AssignmentRow row : rows) {
            byRoute.put(row.routeId(), json(row));
        }
        return ASSIGNMENTS.write(connection, List.copyOf(byRoute.values()));
    }

    /** The row as it is written. */
    static JsonObject json(AssignmentRow row) {
        return new JsonObject()
                .put("route_id", row.routeId())
                .put("home_peer_id", Values.idOrNull(row.homeId()))
                .put("serving_peer_id", Values.idOrNull(row.servingId()))
                .put("last_serving_peer_id", Values.idOrNull(row.lastServingId()))
                .put("cause", row.cause())
                .put("since", row.since());
    }

    static AssignmentRow read(Row row) {
        return new AssignmentRow(
                row.getLong("route_id"),
                Values.idOrZero(row, "home_peer_id"),
                Values.idOrZero(row, "serving_peer_id"),
                Values.idOrZero(row, "last_serving_peer_id"),
                row.getString("cause"),
                Values.instant(row, "since"));
    }

    static Future<Void> remove(PgConnection connection, List<Long> routes) {
        return routes.isEmpty()
                ? Future.succeededFuture()
                : connection
                        .preparedQuery("DELETE FROM route_assignment WHERE route_id = ANY($1)")
                        .execute(Values.array(routes))
                        .mapEmpty();
    }

    /** All rows of routes that there still are. */
    static Future<List<AssignmentRow>> load(PgConnection connection) {
        return connection
                .preparedQuery(
                        "SELECT a.* FROM route_assignment a JOIN route r ON r.id = a.route_id ORDER BY a.route_id")
                .execute()
                .map(rows -> {
                    List<AssignmentRow> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }
}

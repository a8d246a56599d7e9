package dev.sluice.store;

import dev.sluice.core.model.Drill;
import dev.sluice.core.model.RouteOverride;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The small tables of the desired state: overrides, drills and settings. */
final class DesiredTables {
    static final DesiredTable<Long, RouteOverride> OVERRIDES = new DesiredTable<>(
            "route_override",
            List.of("route_id", "peer_id", "set_at", "until", "created_at", "updated_at", "revision"),
            row -> row.getLong("route_id"),
            row -> new RouteOverride(
                    row.getLong("route_id"),
                    row.getLong("peer_id"),
                    Values.instant(row, "set_at"),
                    Values.instantOrNull(row, "until"),
                    Values.stamp(row)),
            (id, override) -> Values.stamp(
                    new JsonObject()
                            .put("route_id", id)
                            .put("peer_id", override.peerId())
                            .put("set_at", override.setAt())
                            .put("until", override.until()),
                    override.stamp()));

    static final DesiredTable<Long, Drill> DRILLS = new DesiredTable<>(
            "drill",
            List.of("id", "peer_id", "started_at", "ends_at", "created_at", "updated_at", "revision"),
            row -> row.getLong("id"),
            row -> new Drill(
                    row.getLong("id"),
                    row.getLong("peer_id"),
                    Values.instant(row, "started_at"),
                    Values.instant(row, "ends_at"),
                    Values.stamp(row)),
            (id, drill) -> Values.stamp(
                    new JsonObject()
                            .put("id", id)
                            .put("peer_id", drill.peerId())
                            .put("started_at", drill.startedAt())
                            .put("ends_at", drill.endsAt()),
                    drill.stamp()));

    static final DesiredTable<String, String> SETTINGS = new DesiredTable<>(
            "setting",
            List.of("key", "value"),
            row -> row.getString("key"),
            row -> row.getString("value"),
            (key, value) -> new JsonObject().put("key", key).put("value", value));

    private DesiredTables() {}
}

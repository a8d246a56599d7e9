package dev.sluice.store;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.port.HealthRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of how each peer looks from each front door. */
final class HealthTable {
    private static final Upsert HEALTH = Upsert.into(
            "peer_health",
            List.of("front_door_id", "peer_id"),
            List.of(),
            List.of("state", "since", "cooldown_started_at", "falls", "interrupted", "smoothed_us"));

    private HealthTable() {}

    /** Writes all rows by one statement; the last one of a peer counts. */
    static Future<Void> write(PgConnection connection, List<HealthRow> rows, long frontDoorId) {
        Map<Long, JsonObject> byPeer = new LinkedHashMap<>();
        for (HealthRow row : rows) {
            byPeer.put(row.peerId(), json(row).put("front_door_id", frontDoorId));
        }
        return HEALTH.write(connection, List.copyOf(byPeer.values()));
    }

    /** The row as it is written, but for the front door. */
    static JsonObject json(HealthRow row) {
        return new JsonObject()
                .put("peer_id", row.peerId())
                .put("state", row.state().wire())
                .put("since", row.since())
                .put("cooldown_started_at", row.cooldownStartedAt())
                .put("falls", row.falls())
                .put("interrupted", row.interrupted())
                .put("smoothed_us", row.smoothed().toNanos() / 1_000);
    }

    /** What this front door last wrote of the peers that there still are. */
    static Future<List<HealthRow>> load(PgConnection connection, long frontDoorId) {
        return connection
                .preparedQuery("SELECT h.* FROM peer_health h JOIN peer p ON p.id = h.peer_id"
                        + " WHERE h.front_door_id = $1 ORDER BY h.peer_id")
                .execute(Tuple.of(frontDoorId))
                .map(rows -> {
                    List<HealthRow> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }

    static HealthRow read(Row row) {
        return new HealthRow(
                row.getLong("peer_id"),
                Values.constant(HealthState.class, row, "state"),
                Values.instant(row, "since"),
                Values.instantOrNull(row, "cooldown_started_at"),
                Arrays.stream(row.getArrayOfOffsetDateTimes("falls"))
                        .map(OffsetDateTime::toInstant)
                        .toList(),
                row.getBoolean("interrupted"),
                Duration.of(row.getLong("smoothed_us"), ChronoUnit.MICROS));
    }
}

package dev.sluice.store;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of events, which is the activity log. */
final class EventTable {
    /** The columns that {@link #read} wants. */
    static final String COLUMNS = "id, uid, event, at, message, actor, front_door, details";

    private static final Upsert EVENTS = Upsert.into(
            "event",
            List.of("uid"),
            List.of("event", "at", "severity", "actor", "front_door", "restored"),
            List.of("message", "details"));

    private EventTable() {}

    /** Writes events in this order; one whose uid is there already takes the place of the earlier one's words. */
    static Future<Void> write(PgConnection connection, List<Event> events, String frontDoor) {
        return write(connection, events, frontDoor, false);
    }

    /** Writes events out of a backup: webhooks were told of them when they happened. */
    static Future<Void> writeRestored(PgConnection connection, List<Event> events, String frontDoor) {
        return write(connection, events, frontDoor, true);
    }

    private static Future<Void> write(PgConnection connection, List<Event> events, String frontDoor, boolean restored) {
        // Postgres refuses to meet one key twice in a statement; the last one is the one that counts.
        Map<String, JsonObject> byUid = new LinkedHashMap<>();
        events.forEach(event -> byUid.put(event.uid(), row(event, frontDoor).put("restored", restored)));
        return EVENTS.write(connection, List.copyOf(byUid.values()));
    }

    /** An event as it is written. */
    static JsonObject row(Event event, String frontDoor) {
        return new JsonObject()
                .put("uid", event.uid())
                .put("event", event.name().wire())
                .put("at", event.at())
                .put("severity", event.name().severity().wire())
                .put("message", event.message())
                .put("actor", event.actor())
                .put("front_door", frontDoor)
                .put("details", event.details());
    }

    /** The pivots of that front door whose receipts are open, oldest first. */
    static Future<List<Event>> openPivots(PgConnection connection, String frontDoor) {
        return connection
                .preparedQuery("SELECT " + COLUMNS + " FROM event"
                        + " WHERE details -> 'receipt' -> 'open' = 'true' AND front_door = $1 ORDER BY id")
                .execute(Tuple.of(frontDoor))
                .map(rows -> {
                    List<Event> found = new ArrayList<>();
                    rows.forEach(row -> found.add(read(row).event()));
                    return found;
                });
    }

    /** An event as it was kept; instants among the details are text by now. */
    static ActivityLog.Stored read(Row row) {
        Event event = new Event(
                row.getString("uid"),
                Values.constant(EventName.class, row, "event"),
                Values.instant(row, "at"),
                row.getString("message"),
                row.getString("actor"),
                row.getJsonObject("details").getMap());
        return new ActivityLog.Stored(row.getLong("id"), event, row.getString("front_door"));
    }
}

package dev.sluice.admin.json;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityLog.Stored;
import io.vertx.core.json.JsonObject;

/** An event as JSON. */
public final class EventJson {

    private EventJson() {}

    public static JsonObject of(Stored stored) {
        Event event = stored.event();
        return new JsonObject()
                .put("id", stored.saved() ? stored.id() : null)
                .put("saved", stored.saved())
                .put("uid", event.uid())
                .put("event", event.name().wire())
                .put("at", Values.time(event.at()))
                .put("severity", event.name().severity().wire())
                .put("message", event.message())
                .put("actor", event.actor())
                .put("front_door", stored.frontDoor())
                .put("details", Values.object(event.details()));
    }
}

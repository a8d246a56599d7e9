package dev.sluice.admin.stream;

import dev.sluice.admin.json.EventJson;
import dev.sluice.core.port.ActivityLog.Stored;
import io.vertx.core.json.JsonObject;

/** The spelling of server-sent events (HTML Living Standard, section 9.2). JSON has no line ends, so one data line holds it. */
final class StreamText {

    /** How long a client that was cut off waits before it comes back. */
    static final String RETRY = "retry: 1000\n\n";

    /** What keeps the connection open, and is told to nobody. */
    static final String COMMENT = ":\n\n";

    private StreamText() {}

    static String comment(String words) {
        return ": " + words + "\n\n";
    }

    static String of(String type, JsonObject data) {
        return of(type, data.encode());
    }

    /** The same of an object that is spelt already. */
    static String of(String type, String json) {
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    /** What happened; without an id as long as the database does not have it, so that nobody resumes from there. */
    static String activity(Stored stored) {
        String id = stored.saved() ? "id: " + stored.id() + "\n" : "";
        return id + of("activity", EventJson.of(stored));
    }
}

package dev.sluice.admin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What goes back to the caller. */
public record Answer(int status, String type, Buffer body, Map<String, String> headers) {

    static final String JSON = "application/json";

    public static Answer json(JsonObject body) {
        return json(200, body, Map.of());
    }

    public static Answer json(JsonArray body, Map<String, String> headers) {
        return new Answer(200, JSON, body.toBuffer(), headers);
    }

    public static Answer json(int status, JsonObject body, Map<String, String> headers) {
        return new Answer(status, JSON, body.toBuffer(), headers);
    }

    /** 204. */
    public static Answer empty() {
        return new Answer(204, "", Buffer.buffer(), Map.of());
    }

    public static Answer text(String type, Buffer body) {
        return new Answer(200, type, body, Map.of());
    }

    /** A text with further headers. */
    public static Answer text(String type, Buffer body, Map<String, String> headers) {
        return new Answer(200, type, body, headers);
    }
}

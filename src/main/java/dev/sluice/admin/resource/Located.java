package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.IfMatch;
import dev.sluice.core.model.Stamp;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Answers that show one thing, with its validator. */
final class Located {

    static final String BASE = "/api/v1";

    private Located() {}

    static Answer shown(JsonObject thing, Stamp stamp) {
        return Answer.json(200, thing, Map.of("ETag", IfMatch.tag(stamp)));
    }

    static Answer created(String collection, long id, JsonObject thing, Stamp stamp) {
        return Answer.json(201, thing, Map.of("ETag", IfMatch.tag(stamp), "Location", BASE + collection + "/" + id));
    }
}

package dev.sluice.admin.json;

import dev.sluice.core.document.Difference;
import dev.sluice.core.port.Revisions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Differences between documents, and changes in the past, as JSON. */
public final class ChangesJson {

    private ChangesJson() {}

    /** What was changed, or would be. */
    public static JsonArray of(Difference difference) {
        JsonArray changes = new JsonArray();
        difference.entries().forEach(entry -> {
            JsonArray fields = new JsonArray();
            entry.fields()
                    .forEach(field -> fields.add(new JsonObject()
                            .put("path", field.path())
                            .put("before", field.before())
                            .put("after", field.after())));
            changes.add(new JsonObject()
                    .put("kind", entry.section().kind())
                    .put("key", entry.key())
                    .put("change", entry.change().wire())
                    .put("fields", fields));
        });
        return changes;
    }

    public static JsonObject of(Revisions.Revision revision) {
        return new JsonObject()
                .put("number", revision.number())
                .put("at", Values.time(revision.at()))
                .put("actor", revision.actor())
                .put("message", revision.message())
                .put("created", revision.created())
                .put("updated", revision.updated())
                .put("deleted", revision.deleted());
    }
}

package dev.sluice.admin.json;

import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;

/** The bodies of commands that need little or none. */
public final class ForceJson {

    private ForceJson() {}

    /** Whether the caller insists. */
    public static boolean read(JsonObject body) {
        Problems problems = new Problems();
        FieldReader in = new FieldReader(body, problems);
        boolean force = in.flag("force", false, false);
        in.done();
        problems.refuseIfAny();
        return force;
    }

    /** Refuses a body that says anything. */
    public static void none(JsonObject body) {
        Problems problems = new Problems();
        for (String field : body.fieldNames()) {
            problems.add(Problems.show(field), "an unknown field", "an empty body");
        }
        problems.refuseIfAny();
    }
}

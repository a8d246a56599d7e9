package dev.sluice.admin.json;

import dev.sluice.core.model.RouteOverride;
import dev.sluice.core.rule.OverrideEdits.Wanted;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The operator's word on who serves, as JSON. */
public final class Overrides {

    private Overrides() {}

    /** What a pivot asks for. */
    public static Wanted read(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.require("to_peer_id", "the id of a peer");
        Wanted wanted = new Wanted(in.optionalId("to_peer_id", null), in.optionalDuration("for", null));
        in.done();
        return wanted;
    }

    static @Nullable JsonObject of(@Nullable RouteOverride override) {
        return override == null
                ? null
                : new JsonObject()
                        .put("peer_id", override.peerId())
                        .put("set_at", Values.time(override.setAt()))
                        .put("until", Values.time(override.until()));
    }
}

package dev.sluice.admin.json;

import dev.sluice.core.model.Drill;
import dev.sluice.core.rule.DrillEdits.Wanted;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** A pretended outage, as JSON. */
public final class DrillJson {

    private DrillJson() {}

    /** What a new one asks for. */
    public static Wanted read(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.require("peer_id", "the id of a peer");
        in.require("for", "a duration from 1s to 1d");
        Wanted wanted = new Wanted(in.optionalId("peer_id", null), in.optionalDuration("for", null));
        in.done();
        return wanted;
    }

    public static JsonObject of(Drill drill) {
        return new JsonObject()
                .put("id", drill.id())
                .put("peer_id", drill.peerId())
                .put("for", DurationText.format(Duration.between(drill.startedAt(), drill.endsAt())))
                .put("started_at", Values.time(drill.startedAt()))
                .put("ends_at", Values.time(drill.endsAt()));
    }
}

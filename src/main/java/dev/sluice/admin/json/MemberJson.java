package dev.sluice.admin.json;

import dev.sluice.core.rule.MemberEdits.Wanted;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Members as a body asks for them. */
public final class MemberJson {

    private static final int MOST_MEMBERS = 1000;
    private static final String[] READ_ONLY = {
        "position",
        "peer_name",
        "enabled",
        "drained",
        "state",
        "since",
        "suspect",
        "in_flight",
        "requests",
        "cooldown_ends_at"
    };

    private MemberJson() {}

    /** All members; position is priority where none is given. */
    public static List<Wanted> list(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        JsonArray array = in.array("members");
        in.done();
        List<Wanted> wanted = new ArrayList<>();
        if (array != null && array.size() > MOST_MEMBERS) {
            problems.add("members", array.size() + " members", "at most " + MOST_MEMBERS);
            return wanted;
        }
        for (int i = 0; array != null && i < array.size(); i++) {
            String path = "members[" + i + "]";
            if (array.getValue(i) instanceof JsonObject one) {
                wanted.add(one(one, path, problems));
            } else {
                problems.add(path, array.getValue(i), "an object with peer_id");
            }
        }
        return wanted;
    }

    /** One member. */
    public static Wanted one(JsonObject body, Problems problems) {
        return one(body, "", problems);
    }

    private static Wanted one(JsonObject body, String path, Problems problems) {
        FieldReader in = new FieldReader(body, path.isEmpty() ? "" : path + ".", problems);
        in.ignore(READ_ONLY);
        in.require("peer_id", "the id of a gateway peer");
        Wanted wanted = new Wanted(path, in.optionalId("peer_id", null), in.optionalInteger("priority", null));
        in.done();
        return wanted;
    }

    /** A member's new priority. */
    public static Integer priority(JsonObject body, Integer present, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.ignore(READ_ONLY).ignore("peer_id");
        in.require("priority", "a whole number from 0");
        Integer priority = in.integer("priority", present, present);
        in.done();
        return priority;
    }
}

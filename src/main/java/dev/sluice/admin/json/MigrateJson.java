package dev.sluice.admin.json;

import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.MigrateRoutes.Wanted;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RelocateRoutes;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a move of many routes asks for. */
public final class MigrateJson {

    private MigrateJson() {}

    public static Wanted read(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        Wanted wanted = new Wanted(in.ids("route_ids"), in.flag("allow_loopback", false, false));
        in.done();
        return wanted;
    }

    /** The same for one that changes their home. */
    public static RelocateRoutes.Wanted relocation(JsonObject body, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.require("target_peer_id", "the id of a gateway peer");
        in.require("items", "an array of routes");
        Long peerId = in.optionalId("target_peer_id", null);
        List<?> list = in.list("items");
        boolean allowLoopback = in.flag("allow_loopback", false, false);
        in.done();
        List<RelocateRoutes.Item> items = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> one) {
                items.add(item(one, "items[" + i + "].", problems));
            } else {
                problems.add("items[" + i + "]", list.get(i), "an object with the id of a route");
            }
        }
        return new RelocateRoutes.Wanted(peerId, items, allowLoopback);
    }

    private static RelocateRoutes.Item item(Map<?, ?> body, String path, Problems problems) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        body.forEach((field, value) -> fields.put(String.valueOf(field), value));
        Fields in = new Fields(fields, path, problems);
        RelocateRoutes.Item item = new RelocateRoutes.Item(
                in.optionalId("id", null),
                in.optionalText("target_lan_host", null),
                in.optionalInteger("target_lan_port", null));
        in.done();
        return item;
    }
}

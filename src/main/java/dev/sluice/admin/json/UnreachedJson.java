package dev.sluice.admin.json;

import dev.sluice.core.explain.Unreached;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The candidates that cannot reach a route's LAN host, as JSON. */
public final class UnreachedJson {

    private UnreachedJson() {}

    /** One object for each. */
    public static JsonArray of(Unreached unreached) {
        JsonArray all = new JsonArray();
        unreached
                .list()
                .forEach(by -> all.add(new JsonObject()
                        .put("peer_id", by.peerId())
                        .put(
                                "lan_host",
                                by.lanHost() == null ? null : by.lanHost().toString())
                        .put("why", by.report().why())
                        .put("since", Values.time(by.report().since().wall()))
                        .put("checked_at", Values.time(by.report().began().wall()))));
        return all;
    }
}

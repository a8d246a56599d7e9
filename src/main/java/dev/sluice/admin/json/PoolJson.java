package dev.sluice.admin.json;

import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Member;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.PoolFields;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A pool as JSON, with the live state of its members. */
public final class PoolJson {

    private PoolJson() {}

    /** The pool with the given fields of the body; its members are set by their own call. */
    public static Pool merge(JsonObject body, Pool present, boolean isNew, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.ignore("id", "members", "created_at", "updated_at");
        if (isNew) {
            in.require("failback_cooldown_s", "seconds from 0 to 604800");
            if (in.named("members") && !new JsonArray().equals(body.getValue("members"))) {
                problems.add("members", "given", "nothing: PUT /gateway-pools/{id}/members sets them");
            }
        }
        return PoolFields.over(in, present);
    }

    /** The pool with its members' live state. */
    public static JsonObject of(Pool pool, Snapshot snapshot) {
        JsonArray members = new JsonArray();
        members(pool, snapshot).forEach(members::add);
        return Values.object(Facts.of(pool)).put("members", members);
    }

    /** The members, most preferred first. */
    public static List<JsonObject> members(Pool pool, Snapshot snapshot) {
        List<JsonObject> list = new ArrayList<>();
        for (Member member : pool.members()) {
            list.add(member(member, list.size() + 1, snapshot));
        }
        return list;
    }

    private static JsonObject member(Member member, int position, Snapshot snapshot) {
        Peer peer = snapshot.desired().peer(member.peerId());
        PeerStatus status = snapshot.peers().get(member.peerId());
        return new JsonObject()
                .put("peer_id", member.peerId())
                .put("priority", member.priority())
                .put("position", position)
                .put("peer_name", peer == null ? null : peer.name())
                .put("enabled", peer != null && peer.enabled())
                .put("drained", peer != null && peer.drained())
                .put("state", status == null ? null : status.health().state().wire())
                .put(
                        "since",
                        status == null
                                ? null
                                : Values.time(status.health().since().wall()))
                .put("suspect", status != null && status.vitals().isSuspect())
                .put("in_flight", status == null ? 0 : status.vitals().inFlight())
                .put("requests", status == null ? 0 : status.vitals().requests())
                .put("cooldown_ends_at", status == null ? null : Values.time(status.cooldownEndsAt()));
    }
}

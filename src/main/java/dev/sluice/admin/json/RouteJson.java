package dev.sluice.admin.json;

import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Target;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RouteDraft;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A route as JSON: what the operator said, and beside it who serves. */
public final class RouteJson {

    private RouteJson() {}

    /** The draft with the given fields of the body. */
    public static RouteDraft merge(JsonObject body, RouteDraft present, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.ignore(
                "id",
                "original_peer_id",
                "serving_peer_id",
                "serving",
                "override",
                "members",
                "created_at",
                "updated_at");
        noListener(in, problems);
        Set<String> named = RouteDraft.TARGET_FIELDS.stream().filter(in::named).collect(Collectors.toSet());
        RouteDraft merged = new RouteDraft(
                named,
                in.text("domain", present.domain(), ""),
                in.text("path_prefix", present.pathPrefix(), "/"),
                in.text("description", present.description(), ""),
                in.flag("enabled", present.enabled(), true),
                in.choice("route_type", RouteType.values(), present.type(), RouteType.HTTP),
                kind(in, present.kind(), problems),
                in.optionalId("target_peer_id", present.peerId()),
                in.optionalId("target_pool_id", present.poolId()),
                in.optionalText("target_lan_host", present.lanHost()),
                in.optionalInteger("target_lan_port", present.lanPort()),
                in.optionalInteger("target_port", present.port()),
                in.flag("failover", present.failover(), true),
                in.flag("rescue", present.rescue(), true),
                in.optionalFlag("https_redirect", present.httpsRedirect()),
                in.optionalInteger("hsts_max_age_s", present.hstsMaxAgeSeconds()),
                in.flag("allow_loopback", false, false));
        in.done();
        return merged;
    }

    private static @Nullable String kind(FieldReader in, @Nullable String present, Problems problems) {
        String kind = in.optionalText("target_kind", present);
        boolean known = kind == null || Set.of("gateway", "pool", "peer").contains(kind);
        if (!known) {
            problems.add("target_kind", kind, "gateway, pool or peer");
        }
        return known ? kind : present;
    }

    /** The fields of an L4 route: known, and null for every route that there can be today. */
    private static void noListener(FieldReader in, Problems problems) {
        for (String field : new String[] {"l4_protocol", "l4_listen_port", "l4_tls_mode"}) {
            in.ignore(field);
            if (in.named(field)) {
                problems.add(field, "given", "null, since route_type is http");
            }
        }
    }

    /** The route with what is so about it. */
    public static JsonObject of(Route route, Snapshot snapshot) {
        RouteStatus status = snapshot.routes().get(route.id());
        Assignment assignment = status == null ? null : status.assignment();
        boolean pinned = route.target() instanceof Target.Gateway;
        boolean away = assignment != null && assignment.isAway();
        Long serving = assignment == null || assignment.servingId() == 0 ? null : assignment.servingId();
        return Values.object(Facts.of(route))
                .put("original_peer_id", pinned && away ? route.target().homeId() : null)
                .put("serving_peer_id", serving)
                .put("serving", status == null ? null : serving(route, status, serving, snapshot))
                .put("override", Overrides.of(snapshot.desired().overrides().get(route.id())))
                .put("members", members(route, status, snapshot));
    }

    private static @Nullable JsonObject serving(
            Route route, RouteStatus status, @Nullable Long serving, Snapshot snapshot) {
        if (serving == null && isBalanced(route, snapshot)) {
            return null;
        }
        return new JsonObject()
                .put("peer_id", serving)
                .put("since", Values.time(status.since()))
                .put("cause", status.assignment().cause().wire())
                .put("failback_due", Values.time(status.failbackDue()));
    }

    static boolean isBalanced(Route route, Snapshot snapshot) {
        Pool pool = snapshot.desired().pool(route.target().poolId());
        return pool != null && pool.mode() == PoolMode.LOAD_BALANCING;
    }

    private static JsonArray members(Route route, @Nullable RouteStatus status, Snapshot snapshot) {
        JsonArray members = new JsonArray();
        Pool pool = snapshot.desired().pool(route.target().poolId());
        if (pool == null || status == null || !isBalanced(route, snapshot)) {
            return members;
        }
        pool.members().forEach(member -> {
            PeerStatus peer = snapshot.peers().get(member.peerId());
            members.add(new JsonObject()
                    .put("peer_id", member.peerId())
                    .put("state", peer == null ? null : peer.health().state().wire())
                    .put("in_flight", peer == null ? 0 : peer.vitals().inFlight())
                    .put("requests", peer == null ? 0 : peer.vitals().requests()));
        });
        return members;
    }
}

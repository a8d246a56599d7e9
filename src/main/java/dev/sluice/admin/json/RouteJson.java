package dev.sluice.admin.json;

import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.PoolMode;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Limits;
import dev.sluice.core.rule.Problems;
import dev.sluice.core.rule.RouteDraft;
import dev.sluice.core.rule.RouteFields;
import dev.sluice.core.site.ClientCertificates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
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
                "circuits",
                "l4_listener",
                "created_at",
                "updated_at");
        return RouteFields.over(in, present, problems);
    }

    /** The port that the route would listen on by itself after this change, 0 for none that can be. */
    public static int listenPort(JsonObject body, @Nullable Route present) {
        Object given = body.getValue("l4_listen_port");
        if (given == null && body.containsKey(ClientCertificates.FIELD)) {
            given = body.getValue(ClientCertificates.FIELD) instanceof JsonObject wanted
                    ? wanted.getValue("port")
                    : null;
        } else if (given == null && !body.containsKey("l4_listen_port") && present != null) {
            given = ClientCertificates.ownPort(present);
        }
        return given instanceof Integer port && port > 0 && port <= Limits.HIGHEST_PORT ? port : 0;
    }

    /** The route with what is so about it. */
    public static JsonObject of(Route route, Snapshot snapshot, ListenPorts ports) {
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
                .put("members", members(route, status, snapshot))
                .put("circuits", circuits(route, snapshot))
                .put("l4_listener", listener(route, ports));
    }

    private static @Nullable JsonObject listener(Route route, ListenPorts ports) {
        Integer port = ClientCertificates.ownPort(route);
        if (port == null || !route.enabled()) {
            return null;
        }
        ListenPorts.Listener known = ports.listeners().get(port);
        String state = known == null ? "opening" : known.isOpen() ? "listening" : "failed";
        return new JsonObject()
                .put("state", state)
                .put("reason", known == null ? null : known.fault())
                .put("since", known == null ? null : Values.time(known.since()));
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

    private static JsonArray circuits(Route route, Snapshot snapshot) {
        JsonArray circuits = new JsonArray();
        Breakers breakers = snapshot.circuits().get(route.id());
        if (breakers != null) {
            breakers.byPeer()
                    .forEach((peerId, breaker) -> circuits.add(new JsonObject()
                            .put("peer_id", peerId)
                            .put("state", breaker.state().wire())
                            .put("shut_for_s", TimeUnit.NANOSECONDS.toSeconds(breaker.shutFor()))
                            .put("openings", breaker.openings())
                            .put("reason", breaker.openings() == 0 ? null : breaker.reason())));
        }
        return circuits;
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

package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.UnreachedJson;
import dev.sluice.admin.json.Values;
import dev.sluice.core.explain.Unreached;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.Losses;
import dev.sluice.core.failover.Readiness;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Moment;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which routes would survive the loss of the peer that serves them now. */
public final class ReadinessResource {

    private final Changes changes;
    private final Clock clock;

    public ReadinessResource(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("listReadiness", Located.BASE + "/readiness", this::list));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        Long only = call.idOrNull("route");
        List<Route> enabled = now.desired().routes().values().stream()
                .filter(route -> now.routes().containsKey(route.id()))
                .filter(route -> only == null || route.id() == only)
                .toList();
        Moment moment = clock.now();
        Losses losses = new Losses(now.desired(), PeerCommandsResource.health(now), now.reachability(), moment);
        return Future.succeededFuture(call.page(enabled, route -> item(route, now, moment, losses)));
    }

    private static JsonObject item(Route route, Snapshot now, Moment moment, Losses losses) {
        RouteStatus status = Objects.requireNonNull(now.routes().get(route.id()));
        Assignment assignment = status.assignment();
        Readiness readiness = Readiness.of(route, assignment, losses);
        return new JsonObject()
                .put("route_id", route.id())
                .put("domain", route.domain())
                .put("path_prefix", route.pathPrefix())
                .put("l4_listen_port", Values.listenPort(route))
                .put("serving_peer_id", id(assignment.servingId()))
                .put("survives", readiness.survives())
                .put("onto_peer_id", id(readiness.ontoPeerId()))
                .put(
                        "why_not",
                        readiness.whyNot() == null ? null : readiness.whyNot().wire())
                .put("unreached_by", UnreachedJson.of(new Unreached(route, now, moment)));
    }

    private static @Nullable Long id(long id) {
        return id == 0 ? null : id;
    }
}

package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.UnreachedJson;
import dev.sluice.admin.json.Values;
import dev.sluice.core.explain.Unreached;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Clock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which routes are not served by their home, since when, why, and until when. */
public final class FailoverResource {

    private final Changes changes;
    private final Clock clock;

    public FailoverResource(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("listFailover", Located.BASE + "/failover", this::list));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        boolean all = call.flag("all");
        List<Route> off = now.desired().routes().values().stream()
                .filter(route -> isListed(now.routes().get(route.id()), all))
                .toList();
        return Future.succeededFuture(call.page(
                off, route -> item(route, Objects.requireNonNull(now.routes().get(route.id())))
                        .put("unreached_by", UnreachedJson.of(new Unreached(route, now, clock.now())))));
    }

    private static boolean isListed(@Nullable RouteStatus status, boolean all) {
        return status != null && (all || isOff(status.assignment()));
    }

    private static boolean isOff(Assignment assignment) {
        return assignment.isAway() || assignment.isOutage();
    }

    private static JsonObject item(Route route, RouteStatus status) {
        Assignment assignment = status.assignment();
        return new JsonObject()
                .put("route_id", route.id())
                .put("domain", route.domain())
                .put("path_prefix", route.pathPrefix())
                .put("l4_listen_port", Values.listenPort(route))
                .put("pool_id", id(assignment.poolId()))
                .put("home_peer_id", id(assignment.homeId()))
                .put("serving_peer_id", id(assignment.servingId()))
                .put("since", Values.time(status.since()))
                .put("cause", assignment.cause().wire())
                .put("failback_due", Values.time(status.failbackDue()));
    }

    private static @Nullable Long id(long id) {
        return id == 0 ? null : id;
    }
}

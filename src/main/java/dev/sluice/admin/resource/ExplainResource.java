package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.RoutePlan;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.LoadBalancingPolicy;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Clock;
import dev.sluice.core.rule.Problems;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a request goes now, and why not elsewhere. */
public final class ExplainResource {

    private final Changes changes;
    private final Clock clock;

    public ExplainResource(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("explain", Located.BASE + "/explain", this::explain));
    }

    private Future<Answer> explain(Call call) {
        AskedUrl url = AskedUrl.parse(call.query("url"));
        Caller caller = caller(call.query("client"));
        // The table first: what it holds is in every later snapshot, unless it is just being taken away.
        RoutePlan plan = url.find(changes.plane().table());
        Snapshot now = changes.snapshot();
        RouteStatus status = plan == null ? null : now.routes().get(plan.route().id());
        if (plan == null || status == null) {
            throw new ApiProblem(404, "no_route", "No enabled route matches " + url.shown());
        }
        Route route = plan.route();
        Assignment assignment = status.assignment();
        Pool pool = now.desired().pool(assignment.poolId());
        long chosen = chosen(plan, assignment, pool, caller);
        Unreached unreached = new Unreached(route, now, clock.now());
        return Future.succeededFuture(Answer.json(new JsonObject()
                .put(
                        "route",
                        new JsonObject()
                                .put("id", route.id())
                                .put("domain", route.domain())
                                .put("path_prefix", route.pathPrefix())
                                .put("l4_listen_port", Values.listenPort(route)))
                .put(
                        "pool",
                        pool == null
                                ? null
                                : new JsonObject().put("id", pool.id()).put("name", pool.name()))
                .put("chosen", chosen == 0 ? null : chosen)
                .put("because", Reasons.because(route, status, chosen, now, unreached))
                .put("others", others(route, chosen, now, unreached))
                .put("failback_due", Values.time(status.failbackDue()))));
    }

    /** 0 for nobody, and where each request has another. */
    private static long chosen(RoutePlan plan, Assignment assignment, @Nullable Pool pool, @Nullable Caller caller) {
        boolean byClient = pool != null && pool.policy() == LoadBalancingPolicy.IP_HASH;
        if (assignment.servingId() != 0 || caller == null || !byClient) {
            return assignment.servingId();
        }
        Upstream[] order = plan.order(caller);
        return order.length == 0 ? 0 : order[0].peerId();
    }

    private JsonArray others(Route route, long chosen, Snapshot now, Unreached unreached) {
        Standing standing = new Standing(now.desired(), PeerCommandsResource.health(now), clock.now());
        JsonArray others = new JsonArray();
        for (long peerId : Reasons.candidates(route, now)) {
            if (peerId != chosen) {
                others.add(new JsonObject()
                        .put("peer_id", peerId)
                        .put("why_not", Reasons.whyNot(peerId, chosen, now, standing, unreached)));
            }
        }
        return others;
    }

    private static @Nullable Caller caller(@Nullable String client) {
        if (client == null) {
            return null;
        }
        byte[] address = NetUtil.createByteArrayFromIpAddressString(client);
        if (address == null) {
            throw ApiProblem.invalid("client", Problems.show(client), "an IPv4 or IPv6 address");
        }
        return new Caller(address);
    }
}

package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Assignment;
import dev.sluice.core.failover.RouteStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.rule.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a request goes now, and why not elsewhere. */
public final class ExplainResource {

    private final Changes changes;

    public ExplainResource(Changes changes) {
        this.changes = changes;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("explain", Located.BASE + "/explain", this::explain));
    }

    private Future<Answer> explain(Call call) {
        Snapshot now = changes.snapshot();
        URI url = url(call.query("url"));
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        Route route = RouteFinder.find(String.valueOf(url.getHost()), path, now.desired());
        RouteStatus status = route == null ? null : now.routes().get(route.id());
        if (route == null || status == null) {
            throw new ApiProblem(404, "no_route", "No enabled route matches " + Problems.show(url.getHost() + path));
        }
        Assignment assignment = status.assignment();
        Pool pool = now.desired().pool(assignment.poolId());
        return Future.succeededFuture(Answer.json(new JsonObject()
                .put(
                        "route",
                        new JsonObject()
                                .put("id", route.id())
                                .put("domain", route.domain())
                                .put("path_prefix", route.pathPrefix()))
                .put(
                        "pool",
                        pool == null
                                ? null
                                : new JsonObject().put("id", pool.id()).put("name", pool.name()))
                .put("chosen", assignment.servingId() == 0 ? null : assignment.servingId())
                .put("because", Reasons.because(route, status, now))
                .put("others", others(route, assignment, now))
                .put("failback_due", Values.time(status.failbackDue()))));
    }

    private static JsonArray others(Route route, Assignment assignment, Snapshot now) {
        JsonArray others = new JsonArray();
        for (long peerId : Reasons.candidates(route, now)) {
            if (peerId != assignment.servingId()) {
                others.add(new JsonObject()
                        .put("peer_id", peerId)
                        .put("why_not", Reasons.whyNot(peerId, assignment, now)));
            }
        }
        return others;
    }

    private static URI url(@Nullable String text) {
        String given = text == null ? "" : text;
        try {
            URI url = new URI(given.contains("://") ? given : "http://" + given);
            if (url.getHost() != null && !url.getHost().isEmpty()) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, like a URL without a host.
        }
        throw ApiProblem.invalid("url", Problems.show(text), "a URL such as https://app.example.com/path");
    }
}

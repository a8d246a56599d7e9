package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.ForceJson;
import dev.sluice.admin.json.Overrides;
import dev.sluice.admin.json.RouteJson;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.ListenPorts;
import dev.sluice.core.rule.OverrideEdits;
import dev.sluice.core.rule.PortObstacle;
import dev.sluice.core.rule.RouteEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes, and the operator's word on who serves them. */
public final class RoutesResource {

    private static final String ALL = Located.BASE + "/routes";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;
    private final RouteEdits edits;
    private final ListenPorts ports;

    public RoutesResource(Changes changes, RouteEdits edits, ListenPorts ports) {
        this.changes = changes;
        this.edits = edits;
        this.ports = ports;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listRoutes", ALL, this::list),
                Operation.admin("createRoute", HttpMethod.POST, ALL, this::create),
                Operation.get("getRoute", ONE, this::get),
                Operation.admin("updateRoute", HttpMethod.PUT, ONE, this::update),
                Operation.admin("deleteRoute", HttpMethod.DELETE, ONE, this::delete),
                Operation.operate("pivotRoute", ONE + "/pivot", this::pivot),
                Operation.operate("failbackRoute", ONE + "/failback", this::failback),
                Operation.operate("toggleRoute", ONE + "/toggle", this::toggle));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        return Future.succeededFuture(
                call.page(now.desired().routes().values(), route -> RouteJson.of(route, now, ports)));
    }

    private Future<Answer> get(Call call) {
        return Future.succeededFuture(shown(call.id("id"), changes.snapshot()));
    }

    private Future<Answer> create(Call call) {
        JsonObject body = call.object();
        return obstacle(RouteJson.listenPort(body, null))
                .compose(obstacle -> changes.make(edits.create(
                        (draft, problems) -> RouteJson.merge(body, draft, problems), obstacle, call.command())))
                .map(done -> {
                    Snapshot now = changes.after(done);
                    Route route = find(done.subjectId(), now);
                    return Located.created("/routes", route.id(), RouteJson.of(route, now, ports), route.stamp());
                });
    }

    private Future<Answer> update(Call call) {
        JsonObject body = call.object();
        long id = call.id("id");
        return obstacle(RouteJson.listenPort(body, changes.snapshot().desired().route(id)))
                .compose(obstacle -> changes.make(edits.update(
                        id, (draft, problems) -> RouteJson.merge(body, draft, problems), obstacle, call.command())))
                .map(this::shown);
    }

    private Future<Answer> delete(Call call) {
        return changes.make(edits.delete(call.id("id"), call.command())).map(done -> Answer.empty());
    }

    private Future<Answer> pivot(Call call) {
        JsonObject body = call.object();
        return changes.make(OverrideEdits.pivot(
                        call.id("id"),
                        (none, problems) -> Overrides.read(body, problems),
                        PeerCommandsResource.health(changes.snapshot()),
                        call.command()))
                .map(this::shown);
    }

    private Future<Answer> failback(Call call) {
        ForceJson.none(call.object());
        return changes.make(OverrideEdits.failback(
                        call.id("id"), PeerCommandsResource.health(changes.snapshot()), call.command()))
                .map(this::shown);
    }

    private Future<Answer> toggle(Call call) {
        ForceJson.none(call.object());
        long id = call.id("id");
        return obstacle(RouteJson.listenPort(
                        new JsonObject(), changes.snapshot().desired().route(id)))
                .compose(obstacle -> changes.make(edits.toggle(id, obstacle, call.command())))
                .map(this::shown);
    }

    /** What is in the way of a listener there; nothing where none is asked for, or where ours may be open already. */
    private Future<@Nullable PortObstacle> obstacle(int port) {
        return port == 0 || changes.plane().table().listensOn(port)
                ? Future.succeededFuture(null)
                : changes.here(ports.obstacle(port));
    }

    private Answer shown(Committed done) {
        return shown(done.subjectId(), changes.after(done));
    }

    private Answer shown(long id, Snapshot now) {
        Route route = find(id, now);
        return Located.shown(RouteJson.of(route, now, ports), route.stamp());
    }

    private static Route find(long id, Snapshot now) {
        Route route = now.desired().route(id);
        if (route == null) {
            throw new ApiProblem(404, "not_found", "There is no such route");
        }
        return route;
    }
}

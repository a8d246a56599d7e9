package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.PoolJson;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Pool;
import dev.sluice.core.rule.Features;
import dev.sluice.core.rule.PoolEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The gateway pools. */
public final class PoolsResource {

    private static final String ALL = Located.BASE + "/gateway-pools";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;
    private final Supplier<Features> features;

    public PoolsResource(Changes changes, Supplier<Features> features) {
        this.changes = changes;
        this.features = features;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listPools", ALL, this::list),
                Operation.admin("createPool", HttpMethod.POST, ALL, this::create),
                Operation.get("getPool", ONE, this::get),
                Operation.admin("updatePool", HttpMethod.PUT, ONE, this::update),
                Operation.admin("deletePool", HttpMethod.DELETE, ONE, this::delete));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        return Future.succeededFuture(call.page(now.desired().pools().values(), pool -> PoolJson.of(pool, now)));
    }

    private Future<Answer> get(Call call) {
        return Future.succeededFuture(shown(call.id("id"), changes.snapshot()));
    }

    private Future<Answer> create(Call call) {
        JsonObject body = call.object();
        return changes.make(features.get()
                        .allowing(PoolEdits.create(
                                (pool, problems) -> PoolJson.merge(body, pool, true, problems), call.command())))
                .map(done -> {
                    Snapshot now = changes.after(done);
                    Pool pool = find(done.subjectId(), now);
                    return Located.created("/gateway-pools", pool.id(), PoolJson.of(pool, now), pool.stamp());
                });
    }

    private Future<Answer> update(Call call) {
        JsonObject body = call.object();
        return changes.make(features.get()
                        .allowing(PoolEdits.update(
                                call.id("id"),
                                (pool, problems) -> PoolJson.merge(body, pool, false, problems),
                                call.command())))
                .map(done -> shown(done.subjectId(), changes.after(done)));
    }

    private Future<Answer> delete(Call call) {
        return changes.make(PoolEdits.delete(call.id("id"), call.command())).map(done -> Answer.empty());
    }

    private static Answer shown(long id, Snapshot now) {
        Pool pool = find(id, now);
        return Located.shown(PoolJson.of(pool, now), pool.stamp());
    }

    static Pool find(long id, Snapshot now) {
        Pool pool = now.desired().pool(id);
        if (pool == null) {
            throw new ApiProblem(404, "pool_not_found", "There is no such gateway pool");
        }
        return pool;
    }
}

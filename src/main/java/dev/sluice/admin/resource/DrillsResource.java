package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.DrillJson;
import dev.sluice.core.failover.DrillEnd;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Drill;
import dev.sluice.core.rule.DrillEdits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** Pretended outages of peers. */
public final class DrillsResource {

    private static final String ALL = Located.BASE + "/drills";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;

    public DrillsResource(Changes changes) {
        this.changes = changes;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listDrills", ALL, this::list),
                Operation.operate("startDrill", ALL, this::start),
                Operation.operate("endDrill", HttpMethod.DELETE, ONE, this::end));
    }

    private Future<Answer> list(Call call) {
        return Future.succeededFuture(
                call.page(changes.snapshot().desired().drills().values(), DrillJson::of));
    }

    private Future<Answer> start(Call call) {
        JsonObject body = call.object();
        return changes.make(DrillEdits.start(
                        (none, problems) -> DrillJson.read(body, problems),
                        PeerCommandsResource.health(changes.snapshot()),
                        call.command()))
                .map(done -> {
                    Drill drill = Objects.requireNonNull(
                            changes.after(done).desired().drills().get(done.subjectId()));
                    return Located.created("/drills", drill.id(), DrillJson.of(drill), drill.stamp());
                });
    }

    private Future<Answer> end(Call call) {
        Snapshot now = changes.snapshot();
        long id = call.id("id");
        return changes.make(DrillEdits.end(id, DrillEnd.OPERATOR, now.routesAwayByDrill(id), call.command()))
                .map(done -> Answer.empty());
    }
}

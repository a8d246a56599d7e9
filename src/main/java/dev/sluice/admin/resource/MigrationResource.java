package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.MigrateJson;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.Committed;
import dev.sluice.core.rule.ForbiddenTargets;
import dev.sluice.core.rule.MigrateRoutes;
import dev.sluice.core.rule.RelocateRoutes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Moves routes, many at a time: pinned ones into pools, and all to another home. */
public final class MigrationResource {

    private static final String POOLS = Located.BASE + "/gateway-pools";

    private final Changes changes;
    private final RelocateRoutes relocation;

    public MigrationResource(Changes changes, ForbiddenTargets forbidden) {
        this.changes = changes;
        this.relocation = new RelocateRoutes(forbidden);
    }

    /** To be routed before the pools themselves: {@code migration-candidates} stands where an id would. */
    public List<Operation> operations() {
        return List.of(
                Operation.get("listMigrationCandidates", POOLS + "/migration-candidates", this::candidates),
                Operation.admin("migrateRoutes", HttpMethod.POST, POOLS + "/{id}/migrate-routes", this::migrate),
                Operation.admin("relocateRoutes", HttpMethod.POST, Located.BASE + "/routes/relocate", this::relocate));
    }

    private Future<Answer> migrate(Call call) {
        JsonObject body = call.object();
        return changes.make(MigrateRoutes.into(
                        call.id("id"), (none, problems) -> MigrateJson.read(body, problems), call.command()))
                .map(done -> Answer.json(new JsonObject().put("migrated", moved(done))));
    }

    private Future<Answer> relocate(Call call) {
        JsonObject body = call.object();
        return changes.make(relocation.to((none, problems) -> MigrateJson.relocation(body, problems), call.command()))
                .map(done -> Answer.json(new JsonObject().put("relocated", moved(done))));
    }

    private static int moved(Committed done) {
        return done.audit().isEmpty()
                ? 0
                : ((List<?>) done.audit().get(0).details().getOrDefault("route_ids", List.of())).size();
    }

    private Future<Answer> candidates(Call call) {
        Snapshot now = changes.snapshot();
        Map<Long, List<Route>> byPeer = new TreeMap<>();
        for (Route route : now.desired().routes().values()) {
            if (route.target() instanceof Target.Gateway gateway) {
                byPeer.computeIfAbsent(gateway.peerId(), id -> new ArrayList<>())
                        .add(route);
            }
        }
        return Future.succeededFuture(call.page(byPeer.entrySet(), each -> group(each.getKey(), each.getValue(), now)));
    }

    private static JsonObject group(long peerId, List<Route> routes, Snapshot now) {
        Peer peer = now.desired().peer(peerId);
        JsonArray list = new JsonArray();
        for (Route route : routes) {
            LanHost lan = route.target().lan();
            list.add(new JsonObject()
                    .put("route_id", route.id())
                    .put("domain", route.domain())
                    .put("path_prefix", route.pathPrefix())
                    .put("l4_listen_port", Values.listenPort(route))
                    .put("target_lan_host", lan == null ? null : lan.host())
                    .put("target_lan_port", lan == null ? null : lan.port())
                    .put("loopback", route.isLoopback()));
        }
        JsonArray pools = new JsonArray();
        for (Pool pool : now.desired().pools().values()) {
            if (pool.has(peerId)) {
                pools.add(pool.id());
            }
        }
        return new JsonObject()
                .put("peer_id", peerId)
                .put("peer_name", peer == null ? null : peer.name())
                .put("pool_ids", pools)
                .put("routes", list);
    }
}

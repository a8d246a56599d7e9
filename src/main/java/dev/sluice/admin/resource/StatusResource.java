package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.ListenPorts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How Sluice itself is, in one look. */
public final class StatusResource {

    private final Changes changes;
    private final ListenPorts ports;
    private final Clock clock;
    private final String version;
    private final String frontDoor;

    public StatusResource(Changes changes, ListenPorts ports, Clock clock, String version, String frontDoor) {
        this.changes = changes;
        this.ports = ports;
        this.clock = clock;
        this.version = version;
        this.frontDoor = frontDoor;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("getStatus", Located.BASE + "/status", this::get));
    }

    private long failed() {
        return ports.listeners().values().stream()
                .filter(listener -> !listener.isOpen())
                .count();
    }

    private Future<Answer> get(Call call) {
        Snapshot now = changes.snapshot();
        JsonObject peers = new JsonObject().put("total", now.desired().peers().size());
        for (HealthState state : HealthState.values()) {
            peers.put(
                    state.wire(),
                    now.peers().values().stream()
                            .filter(peer -> peer.health().state() == state)
                            .count());
        }
        JsonObject routes = new JsonObject()
                .put("total", now.desired().routes().size())
                .put("enabled", now.routes().size())
                .put(
                        "away",
                        now.routes().values().stream()
                                .filter(route -> route.assignment().isAway())
                                .count())
                .put(
                        "outage",
                        now.routes().values().stream()
                                .filter(route -> route.assignment().isOutage())
                                .count());
        return Future.succeededFuture(Answer.json(new JsonObject()
                .put("version", version)
                .put("front_door", frontDoor)
                .put("ready", changes.plane().isReady())
                .put("maintenance", changes.plane().table().maintenance() != null)
                .put("now", Values.time(clock.wall()))
                .put("revision", now.desired().revision())
                .put("unsaved_entries", changes.plane().unsavedEntries())
                .put("peers", peers)
                .put(
                        "pools",
                        new JsonObject().put("total", now.desired().pools().size()))
                .put("routes", routes)
                .put(
                        "l4_listeners",
                        new JsonObject()
                                .put(
                                        "total",
                                        changes.plane().table().ports().size()
                                                + changes.plane()
                                                        .table()
                                                        .doors()
                                                        .size())
                                .put("failed", failed()))));
    }
}

package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.ForceJson;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.rule.DrainEdits;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the operator may tell a peer to do: rest, return, be looked at, be home again. */
public final class PeerCommandsResource {

    private static final String ONE = Located.BASE + "/peers/{id}";

    private final Changes changes;
    private final ShownPeers shown;

    public PeerCommandsResource(Changes changes, ShownPeers shown) {
        this.changes = changes;
        this.shown = shown;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.operate("drainPeer", ONE + "/drain", this::drain),
                Operation.operate("resumePeer", ONE + "/resume", this::resume),
                Operation.operate("probePeer", ONE + "/probe", this::probe),
                Operation.operate("failbackPeer", ONE + "/failback", this::failback));
    }

    private Future<Answer> drain(Call call) {
        boolean force = ForceJson.read(call.object()) || call.flag("force");
        return changes.make(DrainEdits.drain(call.id("id"), force, health(changes.snapshot()), call.command()))
                .map(shown::after);
    }

    private Future<Answer> resume(Call call) {
        ForceJson.none(call.object());
        return changes.make(DrainEdits.resume(call.id("id"), call.command())).map(shown::after);
    }

    private Future<Answer> probe(Call call) {
        ForceJson.none(call.object());
        Snapshot now = changes.snapshot();
        Peer peer = PeersResource.find(call.id("id"), now);
        changes.plane().probeNow(peer.id());
        return Future.succeededFuture(Answer.json(202, shown.json(peer, now), Map.of()));
    }

    private Future<Answer> failback(Call call) {
        ForceJson.none(call.object());
        Peer peer = PeersResource.find(call.id("id"), changes.snapshot());
        return changes.here(changes.plane().endCooldown(peer.id(), call.actor()))
                .map(ended -> shown.now(peer.id()));
    }

    static Map<Long, PeerHealth> health(Snapshot snapshot) {
        Map<Long, PeerHealth> health = new HashMap<>();
        snapshot.peers().forEach((id, status) -> health.put(id, status.health()));
        return health;
    }
}

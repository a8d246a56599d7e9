package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.rule.PeerEdits;
import dev.sluice.core.rule.PeerRemoval;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The peers as the operator wants them. */
public final class PeersResource {

    private static final String ALL = Located.BASE + "/peers";
    private static final String ONE = ALL + "/{id}";

    private final Changes changes;
    private final PeerEdits edits;
    private final ShownPeers shown;

    public PeersResource(Changes changes, PeerEdits edits, ShownPeers shown) {
        this.changes = changes;
        this.edits = edits;
        this.shown = shown;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.get("listPeers", ALL, this::list),
                Operation.admin("createPeer", HttpMethod.POST, ALL, this::create),
                Operation.get("getPeer", ONE, this::get),
                Operation.admin("updatePeer", HttpMethod.PUT, ONE, this::update),
                Operation.admin("deletePeer", HttpMethod.DELETE, ONE, this::delete));
    }

    private Future<Answer> list(Call call) {
        Snapshot now = changes.snapshot();
        return Future.succeededFuture(call.page(now.desired().peers().values(), peer -> shown.json(peer, now)));
    }

    private Future<Answer> get(Call call) {
        return Future.succeededFuture(shown.now(call.id("id")));
    }

    private Future<Answer> create(Call call) {
        JsonObject body = call.object();
        return changes.make(edits.create((peer, problems) -> shown.json().merge(body, peer, problems), call.command()))
                .map(done -> {
                    Snapshot now = changes.after(done);
                    Peer peer = find(done.subjectId(), now);
                    return Located.created("/peers", peer.id(), shown.json(peer, now), peer.stamp());
                });
    }

    private Future<Answer> update(Call call) {
        long id = call.id("id");
        JsonObject body = call.object();
        return changes.make(
                        edits.update(id, (peer, problems) -> shown.json().merge(body, peer, problems), call.command()))
                .map(shown::after);
    }

    private Future<Answer> delete(Call call) {
        return changes.make(PeerRemoval.delete(call.id("id"), call.command())).map(done -> Answer.empty());
    }

    static Peer find(long id, Snapshot now) {
        Peer peer = now.desired().peer(id);
        if (peer == null) {
            throw new ApiProblem(404, "not_found", "There is no such peer");
        }
        return peer;
    }
}

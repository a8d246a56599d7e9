package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.json.PeerJson;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Committed;
import io.vertx.core.json.JsonObject;

/** Peers as they are answered. */
public final class ShownPeers {

    private final Changes changes;
    private final PeerJson json;

    public ShownPeers(Changes changes, PeerJson json) {
        this.changes = changes;
        this.json = json;
    }

    /** How a peer is read and written. */
    PeerJson json() {
        return json;
    }

    JsonObject json(Peer peer, Snapshot now) {
        return json.of(peer, now);
    }

    /** The peer that was changed. */
    Answer after(Committed done) {
        return shown(done.subjectId(), changes.after(done));
    }

    /** The peer as it is now. */
    Answer now(long id) {
        return shown(id, changes.snapshot());
    }

    private Answer shown(long id, Snapshot now) {
        Peer peer = PeersResource.find(id, now);
        return Located.shown(json.of(peer, now), peer.stamp());
    }
}

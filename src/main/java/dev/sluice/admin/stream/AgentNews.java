package dev.sluice.admin.stream;

import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Notices that agents came, went, or caught up with their config: nothing is published then. Beats are no news. Event loop. */
final class AgentNews {

    private final BiFunction<Peer, Snapshot, JsonObject> peers;
    private final Map<Long, JsonObject> seen = new HashMap<>();

    AgentNews(BiFunction<Peer, Snapshot, JsonObject> peers) {
        this.peers = peers;
    }

    /** Those peers, as the API shows them, whose agents are another way than when this was last asked. */
    List<JsonObject> look(Snapshot now) {
        List<JsonObject> changed = new ArrayList<>();
        Map<Long, ?> paired = now.desired().pairings();
        seen.keySet().retainAll(paired.keySet());
        for (Long id : paired.keySet()) {
            Peer peer = now.desired().peer(id);
            JsonObject shown = peer == null ? null : peers.apply(peer, now);
            JsonObject agent = shown == null ? null : shown.getJsonObject("agent");
            if (agent != null) {
                JsonObject lasting = agent.copy();
                lasting.remove("last_beat_at");
                if (!lasting.equals(seen.put(id, lasting))) {
                    changed.add(shown);
                }
            }
        }
        return changed;
    }
}

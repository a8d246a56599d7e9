package dev.sluice.cli;

import io.vertx.core.json.JsonObject;

/** Says how a peer is after a command. */
final class PeerSentence {

    private PeerSentence() {}

    static String of(JsonObject peer) {
        String name = peer.getString("name");
        JsonObject health = peer.getJsonObject("health");
        String state = health == null ? "not observed yet" : health.getString("state");
        if (peer.getBoolean("drained")) {
            int left = health == null ? 0 : health.getInteger("in_flight");
            return name + " is drained: it gets no new requests; in flight: " + left + ".";
        }
        return name + " is " + state
                + (peer.getBoolean("enabled") ? ", and may get requests." : ", and disabled: it gets no requests.");
    }
}

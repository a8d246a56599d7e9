package dev.sluice.admin.json;

import dev.sluice.core.model.Pairing;
import dev.sluice.core.port.AgentReception.AgentStatus;
import dev.sluice.core.port.AgentReception.IssuedCode;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What is told of agents; never what they are known by. */
public final class AgentJson {

    private AgentJson() {}

    /** The agent of a peer, with what is so about it; null if none is paired. */
    static @Nullable JsonObject of(@Nullable Pairing pairing, AgentStatus status) {
        if (pairing == null) {
            return null;
        }
        return new JsonObject()
                .put("paired_at", Values.time(pairing.pairedAt()))
                .put("hop", pairing.hop().wire())
                .put("version", status.version() == null ? pairing.agentVersion() : status.version())
                .put("lan_address", pairing.lanAddress())
                .put("connected", status.connected())
                .put("last_beat_at", Values.time(status.lastBeatAt()))
                .put("config_current", status.configCurrent());
    }

    /** A code, which is told this once. */
    public static JsonObject of(IssuedCode issued) {
        return new JsonObject()
                .put("code", issued.code())
                .put("expires_at", Values.time(issued.expiresAt()))
                .put("command", issued.command());
    }
}

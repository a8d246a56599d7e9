package dev.sluice.admin.json;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Probe;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.PeerFields;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A peer as JSON: what the operator said, and beside it what is so. */
public final class PeerJson {

    private final Supplier<Probe> defaultProbe;
    private final AgentReception agents;

    /**
     * The codec.
     *
     * @param defaultProbe what a cleared field of a probe goes back to
     * @param agents knows what is so about agents
     */
    public PeerJson(Supplier<Probe> defaultProbe, AgentReception agents) {
        this.defaultProbe = defaultProbe;
        this.agents = agents;
    }

    /** The peer with the given fields of the body. */
    public Peer merge(JsonObject body, Peer present, Problems problems) {
        return PeerFields.over(new FieldReader(body, problems), present, defaultProbe.get());
    }

    /** The peer with its live health, and its agent. */
    public JsonObject of(Peer peer, Snapshot snapshot) {
        return Values.object(Facts.of(peer))
                .put("health", health(snapshot.peers().get(peer.id())))
                .put("agent", AgentJson.of(snapshot.desired().pairings().get(peer.id()), agents.status(peer.id())));
    }

    private static @Nullable JsonObject health(@Nullable PeerStatus status) {
        if (status == null) {
            return null;
        }
        PeerHealth health = status.health();
        PeerVitals vitals = status.vitals();
        PeerHealth.FailureRun run = health.run();
        return new JsonObject()
                .put("state", health.state().wire())
                .put("since", Values.time(health.since().wall()))
                .put("last_answer", vitals.lastAnswer())
                .put("last_answer_at", Values.time(vitals.lastAnswerAt()))
                .put("next_probe_at", Values.time(vitals.nextProbeAt()))
                .put("cause", run == null ? null : run.evidence())
                .put("suspect", vitals.isSuspect())
                .put("in_flight", vitals.inFlight())
                .put("requests", vitals.requests())
                .put("smoothed_ms", smoothedMillis(vitals))
                .put("cooldown_ends_at", Values.time(status.cooldownEndsAt()));
    }

    static @Nullable Double smoothedMillis(PeerVitals vitals) {
        return vitals.smoothed().isZero() ? null : vitals.smoothed().toNanos() / 1e6;
    }
}

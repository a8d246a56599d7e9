package dev.sluice.admin.json;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.PeerStatus;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.port.AgentReception;
import dev.sluice.core.rule.Facts;
import dev.sluice.core.rule.Problems;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A peer as JSON: what the operator said, and beside it what is so. */
public final class PeerJson {

    private final Probe defaultProbe;
    private final AgentReception agents;

    /**
     * The codec.
     *
     * @param defaultProbe what a cleared field of a probe goes back to
     * @param agents knows what is so about agents
     */
    public PeerJson(Probe defaultProbe, AgentReception agents) {
        this.defaultProbe = defaultProbe;
        this.agents = agents;
    }

    /** The peer with the given fields of the body. */
    public Peer merge(JsonObject body, Peer present, Problems problems) {
        FieldReader in = new FieldReader(body, problems);
        in.ignore("id", "drained", "health", "agent", "created_at", "updated_at");
        Peer merged = new Peer(
                present.id(),
                in.text("name", present.name(), ""),
                in.text("description", present.description(), ""),
                in.choice("peer_type", PeerType.values(), present.type(), PeerType.GATEWAY),
                in.text("host", present.host(), ""),
                in.integer("proxy_port", present.proxyPort(), Peer.DEFAULT_PROXY_PORT),
                in.optionalInteger("port", present.port()),
                in.integer("api_port", present.apiPort(), Peer.DEFAULT_API_PORT),
                in.optionalText("lan_address", present.lanAddress()),
                in.integer("weight", present.weight(), 1),
                in.flag("enabled", present.enabled(), true),
                present.drained(),
                in.choice("protocol", PeerProtocol.values(), present.protocol(), PeerProtocol.HTTP1),
                probe(in, present.probe()),
                present.stamp());
        in.done();
        return merged;
    }

    private Probe probe(FieldReader peer, Probe present) {
        FieldReader in = peer.nested("probe");
        if (in == null) {
            return peer.given("probe") && !peer.named("probe") ? defaultProbe : present;
        }
        Probe merged = new Probe(
                in.choice("kind", ProbeKind.values(), present.kind(), defaultProbe.kind()),
                in.optionalInteger("port", present.port()),
                in.text("path", present.path(), defaultProbe.path()),
                in.optionalInteger("expect_status", present.expectStatus()),
                in.duration("interval", present.interval(), defaultProbe.interval()),
                in.integer("fall", present.fall(), defaultProbe.fall()),
                in.integer("rise", present.rise(), defaultProbe.rise()));
        in.done();
        return merged;
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
                .put("cause", run == null ? null : run.evidence())
                .put("suspect", vitals.isSuspect())
                .put("in_flight", vitals.inFlight())
                .put("requests", vitals.requests())
                .put(
                        "smoothed_ms",
                        health.smoothed().isZero() ? null : health.smoothed().toNanos() / 1e6)
                .put("cooldown_ends_at", Values.time(status.cooldownEndsAt()));
    }
}

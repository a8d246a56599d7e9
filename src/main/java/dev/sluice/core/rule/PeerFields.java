package dev.sluice.core.rule;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.Stamp;

/** Reads a peer's fields, as the API and documents spell them. */
public final class PeerFields {

    private PeerFields() {}

    /** A peer of which nothing was said. */
    public static Peer blank(long id, boolean drained, Probe defaultProbe, Stamp stamp) {
        return new Peer(
                id,
                "",
                "",
                PeerType.GATEWAY,
                "",
                Peer.DEFAULT_PROXY_PORT,
                null,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                drained,
                PeerProtocol.HTTP1,
                null,
                null,
                defaultProbe,
                stamp);
    }

    /**
     * The peer with the given fields.
     *
     * @param defaultProbe what a cleared field of a probe goes back to
     */
    public static Peer over(Fields in, Peer present, Probe defaultProbe) {
        in.ignore("id", "drained", "health", "agent", "tls_ca_sha256", "created_at", "updated_at");
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
                PeerTlsFields.over(in, present.tls()),
                PeerCapacityFields.over(in, present.capacity()),
                probe(in, present.probe(), defaultProbe),
                present.stamp());
        in.done();
        return merged;
    }

    private static Probe probe(Fields peer, Probe present, Probe defaultProbe) {
        Fields in = peer.nested("probe");
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
}

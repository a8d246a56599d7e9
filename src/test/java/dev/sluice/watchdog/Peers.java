package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import dev.sluice.core.model.ProbeKind;
import dev.sluice.core.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Peers for tests. */
final class Peers {

    private Peers() {}

    static Peer http(long id, int port, Duration interval) {
        return peer(id, port, probe(ProbeKind.HTTP, null, interval));
    }

    static Peer http(long id, int port) {
        return http(id, port, Duration.ofSeconds(1));
    }

    static Probe probe(ProbeKind kind, @Nullable Integer expectStatus, Duration interval) {
        return new Probe(kind, null, "/", expectStatus, interval, 3, 2);
    }

    /** One that is spoken to in HTTP/2. */
    static Peer http2(long id, int port) {
        return peer(id, port, probe(ProbeKind.HTTP, null, Duration.ofSeconds(1)), PeerProtocol.H2C);
    }

    static Peer peer(long id, int port, Probe probe) {
        return peer(id, port, probe, PeerProtocol.HTTP1);
    }

    private static Peer peer(long id, int port, Probe probe, PeerProtocol protocol) {
        return new Peer(
                id,
                "peer-" + id,
                "",
                PeerType.GATEWAY,
                "127.0.0.1",
                port,
                null,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                false,
                protocol,
                probe,
                Stamp.created(Instant.EPOCH, 1));
    }
}

package dev.sluice.core.rule;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import org.jspecify.annotations.Nullable;

/** Peers that differ from another in a field or two. */
final class Peers {

    private Peers() {}

    static Peer withHost(Peer p, String host) {
        return of(p, p.name(), p.type(), host, p.proxyPort(), p.port(), p.lanAddress(), p.weight(), p.probe());
    }

    static Peer withName(Peer p, String name) {
        return of(p, name, p.type(), p.host(), p.proxyPort(), p.port(), p.lanAddress(), p.weight(), p.probe());
    }

    static Peer withProbe(Peer p, Probe probe) {
        return of(p, p.name(), p.type(), p.host(), p.proxyPort(), p.port(), p.lanAddress(), p.weight(), probe);
    }

    static Peer withLanAddress(Peer p, String lanAddress) {
        return of(p, p.name(), p.type(), p.host(), p.proxyPort(), p.port(), lanAddress, p.weight(), p.probe());
    }

    static Peer withType(Peer p, PeerType type, @Nullable Integer port) {
        return of(p, p.name(), type, p.host(), p.proxyPort(), port, p.lanAddress(), p.weight(), p.probe());
    }

    static Peer of(
            Peer p,
            String name,
            PeerType type,
            String host,
            int proxyPort,
            @Nullable Integer port,
            @Nullable String lanAddress,
            int weight,
            Probe probe) {
        return new Peer(
                p.id(),
                name,
                p.description(),
                type,
                host,
                proxyPort,
                port,
                p.apiPort(),
                lanAddress,
                weight,
                p.enabled(),
                p.drained(),
                p.protocol(),
                probe,
                p.stamp());
    }
}

package dev.sluice.imports.draft;

import dev.sluice.core.model.Peer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.PeerTls;
import dev.sluice.core.model.PeerType;
import dev.sluice.core.model.Probe;
import org.jspecify.annotations.Nullable;

/** A peer of the document, without its name: two that are equal are the same. */
public record DraftPeer(
        PeerType type,
        String host,
        int proxyPort,
        @Nullable Integer port,
        int apiPort,
        @Nullable String lanAddress,
        int weight,
        boolean enabled,
        PeerProtocol protocol,
        @Nullable PeerTls tls,
        Probe probe,
        String description) {

    /** An application. */
    public static DraftPeer regular(String host, int port, PeerProtocol protocol, @Nullable PeerTls tls, Probe probe) {
        return new DraftPeer(
                PeerType.REGULAR,
                host,
                Peer.DEFAULT_PROXY_PORT,
                port,
                Peer.DEFAULT_API_PORT,
                null,
                1,
                true,
                protocol,
                tls,
                probe,
                "");
    }

    /** A member of a pool: pools are of gateways, and a gateway may be any proxy or application. */
    public static DraftPeer member(
            String host, int port, int weight, PeerProtocol protocol, @Nullable PeerTls tls, Probe probe) {
        return new DraftPeer(
                PeerType.GATEWAY,
                host,
                port,
                null,
                Peer.DEFAULT_API_PORT,
                null,
                weight,
                true,
                protocol,
                tls,
                probe,
                "");
    }

    int trafficPort() {
        return type == PeerType.REGULAR && port != null ? port : proxyPort;
    }
}

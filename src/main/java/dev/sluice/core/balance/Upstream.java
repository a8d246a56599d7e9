package dev.sluice.core.balance;

import dev.sluice.core.model.Hop;
import dev.sluice.core.model.PeerProtocol;
import org.jspecify.annotations.Nullable;

/**
 * An address that requests can be sent to: a peer, and the port that a route uses on it. One object per (peer, host, port)
 * from table to table, until the peer's name, protocol, weight or pairing changes: then another stands for the same
 * address.
 *
 * @param host name or address to dial
 * @param port 1 to 65535
 * @param ownPort whether this is the peer's own traffic port: only then does a failed dial make the peer suspect
 * @param protocol what requests to it are sent in
 * @param weight share relative to siblings, at least 1
 * @param approach null for a connection in clear text, to whoever is there
 */
public record Upstream(
        PeerVitals vitals,
        String peerName,
        String host,
        int port,
        boolean ownPort,
        PeerProtocol protocol,
        int weight,
        @Nullable Approach approach) {

    /** One in clear text. */
    public Upstream(
            PeerVitals vitals,
            String peerName,
            String host,
            int port,
            boolean ownPort,
            PeerProtocol protocol,
            int weight) {
        this(vitals, peerName, host, port, ownPort, protocol, weight, null);
    }

    public long peerId() {
        return vitals.peerId();
    }

    /** The same address; the protocol, the weight and the name may have changed. */
    public boolean isAt(String otherHost, int otherPort) {
        return port == otherPort && host.equals(otherHost);
    }

    /** Whether an agent is there that was paired. */
    public boolean isAgent() {
        return approach instanceof Approach.Agent;
    }

    /** Whether connections begin with a TLS handshake. */
    public boolean isTls() {
        return approach != null && approach.isTls();
    }

    /** Whether requests are sent in HTTP/2: an agent's hop is never, and in TLS only what is agreed upon there. */
    public boolean speaksHttp2() {
        return switch (protocol) {
            case HTTP1 -> false;
            case H2C -> !isTls();
            case H2 -> approach instanceof Approach.Https;
        };
    }

    /** Whether requests bring the pairing's secret along. */
    public boolean wantsSecret() {
        return approach instanceof Approach.Agent agent && agent.hop() == Hop.SECRET;
    }
}

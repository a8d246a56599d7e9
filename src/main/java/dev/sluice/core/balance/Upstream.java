package dev.sluice.core.balance;

import dev.sluice.core.model.PeerProtocol;

/**
 * An address that requests can be sent to: a peer, and the port that a route uses on it. One object per (peer, host, port)
 * from table to table, until the peer's name, protocol or weight is edited: then another stands for the same address.
 *
 * @param host name or address to dial
 * @param port 1 to 65535
 * @param ownPort whether this is the peer's own traffic port: only then does a failed dial make the peer suspect
 * @param protocol what requests to it are sent in
 * @param weight share relative to siblings, at least 1
 */
public record Upstream(
        PeerVitals vitals, String peerName, String host, int port, boolean ownPort, PeerProtocol protocol, int weight) {

    public long peerId() {
        return vitals.peerId();
    }

    /** The same address; the protocol, the weight and the name may have changed. */
    public boolean isAt(String otherHost, int otherPort) {
        return port == otherPort && host.equals(otherHost);
    }
}

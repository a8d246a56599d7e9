package dev.sluice.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A machine that routes go through.
 *
 * @param host name or address that we dial
 * @param proxyPort where a gateway takes proxied requests
 * @param port where a regular peer's application listens; required there
 * @param apiPort where an agent's own API listens
 * @param lanAddress the gateway's own address in its LAN; stands in for its loopback when a substitute serves
 * @param weight share relative to its siblings, at least 1
 * @param enabled a disabled peer is neither used nor probed
 * @param drained a drained peer takes no new requests, and is probed as ever
 * @param protocol what requests to it are sent in
 * @param capacity how much it is asked at once; null: as much as comes
 * @param tls how TLS is spoken to it where no agent is paired; null: not at all
 */
public record Peer(
        long id,
        String name,
        String description,
        PeerType type,
        String host,
        int proxyPort,
        @Nullable Integer port,
        int apiPort,
        @Nullable String lanAddress,
        int weight,
        boolean enabled,
        boolean drained,
        PeerProtocol protocol,
        @Nullable PeerTls tls,
        @Nullable PeerCapacity capacity,
        Probe probe,
        Stamp stamp) {

    public static final int DEFAULT_PROXY_PORT = 18080;
    public static final int DEFAULT_API_PORT = 9876;

    /** One that is spoken to in clear text, and asked as much as comes. */
    public Peer(
            long id,
            String name,
            String description,
            PeerType type,
            String host,
            int proxyPort,
            @Nullable Integer port,
            int apiPort,
            @Nullable String lanAddress,
            int weight,
            boolean enabled,
            boolean drained,
            PeerProtocol protocol,
            Probe probe,
            Stamp stamp) {
        this(
                id,
                name,
                description,
                type,
                host,
                proxyPort,
                port,
                apiPort,
                lanAddress,
                weight,
                enabled,
                drained,
                protocol,
                null,
                null,
                probe,
                stamp);
    }

    /** Where traffic to this peer goes unless its route says otherwise. */
    public int trafficPort() {
        return type == PeerType.GATEWAY || port == null ? proxyPort : port;
    }

    /** Where the watchdog asks. */
    public int probePort() {
        Integer own = probe.port();
        return own == null ? trafficPort() : own;
    }

    /** What the watchdog asks in over HTTP: the peer's protocol where traffic goes, HTTP/1.1 on a port for probes alone. */
    public PeerProtocol probeProtocol() {
        return probePort() == trafficPort() ? protocol : PeerProtocol.HTTP1;
    }

    /** The TLS of HTTP probes: the peer's where traffic goes, none on a port for probes alone. */
    public @Nullable PeerTls probeTls() {
        return probePort() == trafficPort() ? tls : null;
    }

    /** Whether new requests may go here as far as the operator's will goes. */
    public boolean takesRequests() {
        return enabled && !drained;
    }

    /** This peer with the mark of its change. */
    public Peer stamped(Stamp changed) {
        return copy(drained, probe, changed);
    }

    /** This peer drained, or not so any more. */
    public Peer drained(boolean now) {
        return copy(now, probe, stamp);
    }

    /** This peer probed so, with the mark of that change. */
    public Peer probed(Probe other, Stamp changed) {
        return copy(drained, other, changed);
    }

    private Peer copy(boolean nowDrained, Probe how, Stamp mark) {
        return new Peer(
                id,
                name,
                description,
                type,
                host,
                proxyPort,
                port,
                apiPort,
                lanAddress,
                weight,
                enabled,
                nowDrained,
                protocol,
                tls,
                capacity,
                how,
                mark);
    }
}

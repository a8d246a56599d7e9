package dev.sluice.proxy;

import java.time.Duration;

/**
 * What an upstream may take, and how long.
 *
 * @param dial one connection attempt
 * @param lastResortDial the one attempt at a route's only candidate while that is DOWN
 * @param acquire for a free pooled connection, the dial included; longer than {@code dial}
 * @param waiting requests that wait for a connection to one upstream at once, per event loop
 * @param connections pooled connections to one upstream, over all event loops
 * @param keepAlive how long a pooled connection may lie idle: below the 5 s after which many servers close theirs, since a
 *     request sent into a closing connection is lost
 * @param responseHead from the request's last byte to the answer's head; 504 beyond it
 * @param responseIdle longest silence within an answer's body; long, as event streams are silent by nature
 * @param interim 1xx answers before the final one
 */
public record UpstreamLimits(
        Duration dial,
        Duration lastResortDial,
        Duration acquire,
        int waiting,
        int connections,
        Duration keepAlive,
        Duration responseHead,
        Duration responseIdle,
        int interim) {

    /**
     * Each slow client holds one: a crowd of them must not leave the others without. As many as that is, a peer that many
     * requests wait for does not get.
     */
    private static final int MOST_CONNECTIONS = 4096;

    /** The limits of a front door that nobody tuned. */
    public static UpstreamLimits defaults() {
        return new UpstreamLimits(
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                1024,
                Math.min(MOST_CONNECTIONS, ClientLimits.defaults().connections()),
                Duration.ofSeconds(4),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                10);
    }

    /** For a TLS handshake: several round trips, and work for a small machine that many reach at once. */
    public Duration handshake() {
        return dial.multipliedBy(3);
    }

    public UpstreamLimits withDial(Duration other) {
        return new UpstreamLimits(
                other, lastResortDial, acquire, waiting, connections, keepAlive, responseHead, responseIdle, interim);
    }

    public UpstreamLimits withAcquire(Duration other) {
        return new UpstreamLimits(
                dial, lastResortDial, other, waiting, connections, keepAlive, responseHead, responseIdle, interim);
    }

    public UpstreamLimits withConnections(int other) {
        return new UpstreamLimits(
                dial, lastResortDial, acquire, waiting, other, keepAlive, responseHead, responseIdle, interim);
    }

    public UpstreamLimits withResponseHead(Duration other) {
        return new UpstreamLimits(
                dial, lastResortDial, acquire, waiting, connections, keepAlive, other, responseIdle, interim);
    }
}

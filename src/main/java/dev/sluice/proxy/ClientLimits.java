package dev.sluice.proxy;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;

/**
 * What one client, and all of them together, may take.
 *
 * @param head from a request head's first byte to its last
 * @param headBytes request line and header fields, each of both; beyond it 414 or 431
 * @param bodyIdle longest silence in a body that we are ready to read
 * @param bodyRate bytes per second that a body must keep on average
 * @param bodyRateGrace how long a body may take before its rate counts
 * @param keepAlive how long a connection may stay without a request
 * @param writeStall how long a client may take nothing of an answer that waits for it
 * @param connections open at once, over all clients
 * @param connectionsPerAddress open at once from one address; loopback and trusted proxies are not counted
 */
public record ClientLimits(
        Duration head,
        int headBytes,
        Duration bodyIdle,
        int bodyRate,
        Duration bodyRateGrace,
        Duration keepAlive,
        Duration writeStall,
        int connections,
        int connectionsPerAddress) {

    private static final int MOST_CONNECTIONS = 20_000;
    private static final double SHARE_OF_DESCRIPTORS = 0.45;

    /** What the process itself has open, some 120, and what probes, database and admin port take beside it. */
    private static final int OWN_DESCRIPTORS = 192;

    private static final int FEWEST_CONNECTIONS = 16;

    /** The limits of a front door that nobody tuned. */
    public static ClientLimits defaults() {
        return new ClientLimits(
                Duration.ofSeconds(10),
                32 * 1024,
                Duration.ofSeconds(30),
                500,
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(60),
                connections(descriptors()),
                512);
    }

    /** As many as leave each a connection to its upstream, and the process what it needs, of so many descriptors. */
    static int connections(long descriptors) {
        double share = SHARE_OF_DESCRIPTORS * (descriptors - OWN_DESCRIPTORS);
        return (int) Math.max(FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, share));
    }

    private static long descriptors() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
            return unix.getMaxFileDescriptorCount();
        }
        return Long.MAX_VALUE;
    }

    public ClientLimits withHead(Duration other) {
        return new ClientLimits(
                other,
                headBytes,
                bodyIdle,
                bodyRate,
                bodyRateGrace,
                keepAlive,
                writeStall,
                connections,
                connectionsPerAddress);
    }

    public ClientLimits withBodyIdle(Duration other) {
        return new ClientLimits(
                head,
                headBytes,
                other,
                bodyRate,
                bodyRateGrace,
                keepAlive,
                writeStall,
                connections,
                connectionsPerAddress);
    }

    public ClientLimits withConnections(int other) {
        return new ClientLimits(
                head,
                headBytes,
                bodyIdle,
                bodyRate,
                bodyRateGrace,
                keepAlive,
                writeStall,
                other,
                connectionsPerAddress);
    }

    public ClientLimits withConnectionsPerAddress(int other) {
        return new ClientLimits(
                head, headBytes, bodyIdle, bodyRate, bodyRateGrace, keepAlive, writeStall, connections, other);
    }
}

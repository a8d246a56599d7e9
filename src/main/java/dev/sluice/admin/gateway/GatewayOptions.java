package dev.sluice.admin.gateway;

import java.time.Duration;

/**
 * How agents come in.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 * @param commentEvery how often a stream that has nothing to say shows that it is alive
 * @param handshake how long whoever has not shown anything yet holds a descriptor; an agent waits 10 s for its pairing
 * @param strangersStay how long the connection of somebody without certificate may last
 * @param again after what time a refused port is tried once more
 */
public record GatewayOptions(
        String host, int port, Duration commentEvery, Duration handshake, Duration strangersStay, Duration again) {

    /** With the usual times. */
    public static GatewayOptions of(String host, int port) {
        return new GatewayOptions(
                host,
                port,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
    }
}

package dev.sluice.core.model;

import java.time.Duration;

/**
 * How much a peer is asked at once.
 *
 * @param maxInFlight requests and tunnels at a time, at least 1
 * @param queue how many more wait for their turn
 * @param queueTimeout how long they do
 */
public record PeerCapacity(int maxInFlight, int queue, Duration queueTimeout) {

    public static final int DEFAULT_QUEUE = 64;
    public static final Duration DEFAULT_QUEUE_TIMEOUT = Duration.ofSeconds(1);
}

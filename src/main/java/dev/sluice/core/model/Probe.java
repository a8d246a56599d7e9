package dev.sluice.core.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is observed.
 *
 * @param kind how the watchdog asks
 * @param port where it asks; null stands for the port that traffic uses
 * @param path the path of an HTTP probe
 * @param expectStatus the one status that an HTTP probe counts as success; null counts every answer
 * @param interval from one probe to the next while nothing is in doubt
 * @param fall consecutive failures that make the peer DOWN
 * @param rise consecutive successes after DOWN that start its cooldown
 */
public record Probe(
        ProbeKind kind,
        @Nullable Integer port,
        String path,
        @Nullable Integer expectStatus,
        Duration interval,
        int fall,
        int rise) {

    /** The probe of a peer of which nothing else was said. */
    public static final Probe DEFAULT = new Probe(ProbeKind.HTTP, null, "/", null, Duration.ofSeconds(1), 3, 2);
}

package dev.sluice.core.failover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is so about one enabled route.
 *
 * @param since when the serving peer (or the outage) began to be so
 * @param failbackDue when it will go home by itself if nothing else happens; null if home serves, is not back yet, or fails
 *     back only by hand
 */
public record RouteStatus(
        Assignment assignment, Instant since, @Nullable Instant failbackDue) {}

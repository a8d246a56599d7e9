package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** What is known of a peer's life. */
public enum HealthState implements Wire {
    /** Never observed yet; usable only if no member is ALIVE or in COOLDOWN. */
    UNKNOWN,
    /** Usable. */
    ALIVE,
    /** Not usable: {@code fall} consecutive failures. */
    DOWN,
    /** Answers again after DOWN while the failback clock runs; usable only if no member is ALIVE. */
    COOLDOWN
}

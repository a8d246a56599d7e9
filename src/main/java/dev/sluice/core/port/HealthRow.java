package dev.sluice.core.port;

import dev.sluice.core.failover.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer's health, as the ledger keeps it for this front door.
 *
 * @param cooldownStartedAt null unless in COOLDOWN
 * @param falls entries into DOWN within the last hour, oldest first, at most 16
 * @param interrupted whether this outage's recovery was already interrupted once
 * @param smoothed usual time to a probe's answer; zero while unknown
 */
public record HealthRow(
        long peerId,
        HealthState state,
        Instant since,
        @Nullable Instant cooldownStartedAt,
        List<Instant> falls,
        boolean interrupted,
        Duration smoothed) {}

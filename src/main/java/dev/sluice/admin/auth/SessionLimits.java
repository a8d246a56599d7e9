package dev.sluice.admin.auth;

import java.time.Duration;
import java.time.Instant;

/**
 * When sessions end by themselves.
 *
 * @param idle after that time without a request
 * @param lifetime after that time, whatever was asked
 */
public record SessionLimits(Duration idle, Duration lifetime) {

    boolean isOver(Instant startedAt, Instant lastSeenAt, Instant now) {
        return !now.isBefore(startedAt.plus(lifetime)) || !now.isBefore(lastSeenAt.plus(idle));
    }
}

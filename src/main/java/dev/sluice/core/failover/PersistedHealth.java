package dev.sluice.core.failover;

import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer's health to and from the form that outlives the process. Stored times are the wall's; a clock that was moved
 * while the process was stopped may end a cooldown early, never make it longer than itself.
 */
public final class PersistedHealth {

    private PersistedHealth() {}

    /** The row of a health value. */
    public static HealthRow write(long peerId, PeerHealth health) {
        Moment started = health.cooldownStarted();
        return new HealthRow(
                peerId,
                health.state(),
                health.since().wall(),
                started == null ? null : started.wall(),
                health.falls().stream().map(Moment::wall).toList(),
                health.interrupted(),
                health.smoothed());
    }

    /** The health value of a row, as of now. */
    public static PeerHealth read(HealthRow row, Moment now) {
        Moment started = row.cooldownStartedAt() == null ? null : notAfter(row.cooldownStartedAt(), now);
        if (row.state() == HealthState.COOLDOWN && started == null) {
            started = now;
        }
        return new PeerHealth(
                row.state(),
                notAfter(row.since(), now),
                null,
                0,
                started,
                falls(row.falls(), now),
                row.interrupted(),
                row.smoothed(),
                row.state() == HealthState.DOWN); // until a probe of ours is refused, it may be silent: no last resort
    }

    private static List<Moment> falls(List<Instant> walls, Moment now) {
        return walls.stream()
                .filter(wall -> !wall.isAfter(now.wall()))
                .map(wall -> notAfter(wall, now))
                .toList();
    }

    /** That wall time on both clocks; a time in the future is now. */
    static Moment notAfter(@Nullable Instant wall, Moment now) {
        if (wall == null || wall.isAfter(now.wall())) {
            return now;
        }
        Duration ago = Duration.between(wall, now.wall());
        // Longer ago than nanoseconds can count means the same as very long ago.
        Duration capped = ago.compareTo(Duration.ofDays(3650)) > 0 ? Duration.ofDays(3650) : ago;
        return new Moment(now.nanos() - capped.toNanos(), wall);
    }
}

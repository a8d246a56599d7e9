package dev.sluice.core.port;

import java.time.Duration;
import java.time.Instant;

/**
 * One point in time on both clocks.
 *
 * @param nanos monotonic
 * @param wall for display and storage only
 */
public record Moment(long nanos, Instant wall) {

    /** Monotonic time from the earlier moment to this one. */
    public Duration since(Moment earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** This moment moved by a duration, on both clocks. */
    public Moment plus(Duration duration) {
        return new Moment(nanos + duration.toNanos(), wall.plus(duration));
    }
}

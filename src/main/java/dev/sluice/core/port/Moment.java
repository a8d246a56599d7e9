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

    /** The moment of that monotonic time, seen from this one; a time that is yet to come has this one's wall time. */
    public Moment seenAt(long monotonic) {
        return new Moment(monotonic, wall.minusNanos(Math.max(0, nanos - monotonic)));
    }
}

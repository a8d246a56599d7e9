package dev.sluice.core;

import dev.sluice.core.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is moved; its two times can be moved apart. */
public final class FakeClock implements Clock {

    /** Where the wall clock of every scenario starts. */
    public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    // Close to the overflow, so that every test proves that only differences of monotonic times are used.
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
    private Instant wall = START;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant wall() {
        return wall;
    }

    /** Lets time pass on both clocks. */
    public void advance(Duration duration) {
        nanos += duration.toNanos();
        wall = wall.plus(duration);
    }

    /** Sets the wall clock forward or back, as an operator or NTP does; no time passes. */
    public void moveWall(Duration by) {
        wall = wall.plus(by);
    }

    /** A new process starts: the monotonic clock has another origin, the wall clock goes on. */
    public void reboot() {
        nanos = -Duration.ofSeconds(30).toNanos();
    }
}

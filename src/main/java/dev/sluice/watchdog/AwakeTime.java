package dev.sluice.watchdog;

import java.time.Duration;

/**
 * How long our own loop stood still: what it did not hear then is no silence of any peer. It is told the time at every look,
 * and by a pulse when there is nothing to look at. Control loop.
 */
final class AwakeTime {

    /** As often as it must be told the time. */
    static final Duration PULSE = Duration.ofMillis(50);

    /** Timers of a healthy loop may be late by this. */
    private static final long USUAL = PULSE.plusMillis(100).toNanos();

    private long last;

    AwakeTime(long now) {
        this.last = now;
    }

    /** The standstill that has just ended; zero if there was none. */
    Duration stoodStill(long now) {
        long gap = now - last;
        last = now;
        return gap > USUAL ? Duration.ofNanos(gap - PULSE.toNanos()) : Duration.ZERO;
    }
}

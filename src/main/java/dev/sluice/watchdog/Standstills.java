package dev.sluice.watchdog;

import java.time.Duration;

/**
 * How wide the fresh probes are spread after our loop stood still: at once the first time, twice as wide with each standstill
 * that follows soon, since on a machine that cannot keep up the burst itself may be what stops the loop. Control loop.
 */
final class Standstills {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(250);
    private static final Duration MOST = Duration.ofSeconds(4);

    private boolean any;
    private long last;
    private Duration span = Duration.ZERO;

    /** The span for the standstill that was noticed now. */
    Duration next(long now) {
        boolean again = any && now - last < SOON.toNanos();
        Duration wider = span.isZero() ? LEAST : span.multipliedBy(2);
        span = !again ? Duration.ZERO : wider.compareTo(MOST) < 0 ? wider : MOST;
        any = true;
        last = now;
        return span;
    }
}

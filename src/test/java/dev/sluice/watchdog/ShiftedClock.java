package dev.sluice.watchdog;

import dev.sluice.core.port.Clock;
import java.time.Duration;
import java.time.Instant;

/** The machine's clocks, which a test may put forward: to our program that looks as if it had stood still. */
final class ShiftedClock implements Clock {

    private volatile long shift;

    void forward(Duration by) {
        shift += by.toNanos();
    }

    @Override
    public long nanos() {
        return System.nanoTime() + shift;
    }

    @Override
    public Instant wall() {
        return Instant.now().plusNanos(shift);
    }
}

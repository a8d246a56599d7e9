package dev.sluice.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the machine itself stood still: a shared one takes processors away for seconds at a time, from everything that
 * runs on it alike. A time bound that is to say something of the program leaves that out.
 */
public final class MachinePauses implements AutoCloseable {

    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong lostNanos = new AtomicLong();
    private final Thread meter = new Thread(this::measure, "machine-pauses");

    private MachinePauses() {
        meter.setDaemon(true);
        meter.setPriority(Thread.MAX_PRIORITY);
        meter.start();
    }

    /** Begins to measure. */
    public static MachinePauses begin() {
        return new MachinePauses();
    }

    /** The sum of all pauses until now. */
    public Duration lost() {
        return Duration.ofNanos(lostNanos.get());
    }

    private void measure() {
        try {
            while (true) {
                long slept = System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(BEAT_NANOS); // its overrun is what is measured
                long over = System.nanoTime() - slept - BEAT_NANOS;
                if (over > USUAL_NANOS) {
                    lostNanos.addAndGet(over);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // told to end
        }
    }

    @Override
    public void close() {
        meter.interrupt();
    }
}

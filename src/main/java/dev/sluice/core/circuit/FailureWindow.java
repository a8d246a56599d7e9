package dev.sluice.core.circuit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many requests there were lately, and how many of them failed: a ring of slots, each for a tenth of the window. Any thread,
 * none waits for another.
 */
final class FailureWindow {

    private static final int SLOTS = 10;
    private static final int BITS = 20;
    private static final long MOST = (1L << BITS) - 1;
    private static final long ONE_FAILED = 1L << BITS;
    private static final long EPOCHS = (1L << 64 - 2 * BITS) - 1;

    /** Each: which tenth it is of (24 bits), then how many failed, then how many there were. */
    private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

    private final long slotNanos;

    /** One of so many nanoseconds, at least 10. */
    FailureWindow(long nanos) {
        this.slotNanos = nanos / SLOTS;
    }

    /** How many there were, and how many of them failed. */
    record Sum(long all, long failed) {}

    void count(boolean failed, long now) {
        long epoch = Math.floorDiv(now, slotNanos);
        int at = Math.floorMod(epoch, SLOTS);
        while (true) {
            long old = slots.get(at);
            long base = old >>> 2 * BITS == (epoch & EPOCHS) ? old : (epoch & EPOCHS) << 2 * BITS;
            boolean full = (base & MOST) == MOST;
            if (full || slots.compareAndSet(at, old, base + 1 + (failed ? ONE_FAILED : 0))) {
                return;
            }
        }
    }

    /** One that was counted then, as one that did not fail, failed now after all; it counts once, from now on. */
    void failedAfterAll(long then, long now) {
        long epoch = Math.floorDiv(then, slotNanos);
        int at = Math.floorMod(epoch, SLOTS);
        long old;
        do {
            old = slots.get(at);
        } while (old >>> 2 * BITS == (epoch & EPOCHS)
                && (old & MOST) > (old >>> BITS & MOST)
                && !slots.compareAndSet(at, old, old - 1));
        count(true, now);
    }

    Sum sum(long now) {
        long epoch = Math.floorDiv(now, slotNanos);
        long all = 0;
        long failed = 0;
        for (int back = 0; back < SLOTS; back++) {
            long slot = slots.get(Math.floorMod(epoch - back, SLOTS));
            if (slot >>> 2 * BITS == (epoch - back & EPOCHS)) {
                all += slot & MOST;
                failed += slot >>> BITS & MOST;
            }
        }
        return new Sum(all, failed);
    }

    void clear() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, 0);
        }
    }
}

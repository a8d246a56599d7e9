package dev.sluice.store;

import io.netty.util.ResourceLeakDetector;
import java.util.function.Supplier;

/** How long something takes when nothing but itself slows it down. */
final class Stopwatch {
    private Stopwatch() {}

    /** How many milliseconds it takes once. */
    static long ms(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1_000_000;
    }

    /**
     * Does it a few times (the first ones also warm the JVM up) and notes the shortest time. The leak detector, which
     * tests run at its most thorough and slowest, is off meanwhile.
     */
    static <T> T fastestOf(int times, long[] ms, Supplier<T> work) {
        ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try {
            T result = null;
            ms[0] = Long.MAX_VALUE;
            for (int i = 0; i < times; i++) {
                long begun = System.nanoTime();
                result = work.get();
                ms[0] = Math.min(ms[0], (System.nanoTime() - begun) / 1_000_000);
            }
            return result;
        } finally {
            ResourceLeakDetector.setLevel(before);
        }
    }
}

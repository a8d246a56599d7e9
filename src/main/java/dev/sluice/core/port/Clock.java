package dev.sluice.core.port;

import java.time.Instant;

/** The two times there are: a monotonic one for every interval, and the wall's for display and storage. */
public interface Clock {

    /** Monotonic nanoseconds; only differences mean anything. */
    long nanos();

    /** The wall clock; it may jump. */
    Instant wall();

    /** Both, read together. */
    default Moment now() {
        return new Moment(nanos(), wall());
    }

    /** The machine's clocks. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant wall() {
            return Instant.now();
        }
    };
}

package dev.sluice.testing;

import java.time.Duration;

/**
 * How a drill is run: in its short form as a part of {@code verify}, with twice the time that is promised, or in full by
 * {@code loadtest/drills}, with the promise itself.
 */
public enum DrillForm {
    SHORT,
    FULL;

    /** Full with {@code -Dsluice.drills=full}. */
    public static DrillForm current() {
        return System.getProperty("sluice.drills", "short").equals("full") ? FULL : SHORT;
    }

    /** Such as a number of rounds or a duration. */
    public <T> T pick(T shortForm, T full) {
        return this == FULL ? full : shortForm;
    }

    /** What is asserted where this time is promised. */
    public Duration bound(Duration promised) {
        return this == FULL ? promised : promised.multipliedBy(2);
    }
}

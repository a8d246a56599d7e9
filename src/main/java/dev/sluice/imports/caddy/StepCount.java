package dev.sluice.imports.caddy;

import dev.sluice.imports.UnreadableException;

/** Counts the steps of a file: those that invoke one another may come to more than a machine can hold. */
final class StepCount {

    private static final int MOST = 100_000;

    private int steps;

    void one(String where) {
        if (++steps > MOST) {
            throw new UnreadableException(where, "over " + MOST + " directives, with what they invoke; expected fewer");
        }
    }
}

package dev.sluice.core;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random things that happen, the invariants checked after each that published anything. The same
 * lives in every build; {@code -Dsluice.walk=1000000} takes longer, {@code -Dsluice.walk.seed=7} starts with others.
 */
@Tag("core")
class RandomWalkTest {

    private static final int THINGS = Integer.getInteger("sluice.walk", 1_200);
    private static final int FIRST_SEED = Integer.getInteger("sluice.walk.seed", 0);
    private static final int A_LIFE = 250;

    @Test
    void whateverHappensRoutesAreServedByWhoeverIsLeftAndComeHome() {
        int happened = 0;
        for (int seed = FIRST_SEED; happened < THINGS; seed++) {
            Walk walk = new Walk(seed);
            try {
                while (walk.happened() < A_LIFE) {
                    walk.step();
                }
                walk.calmDown();
                walk.everythingIsAtHome();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", thing " + walk.happened() + ": " + e.getMessage(), e);
            }
            happened += walk.happened();
        }
    }
}

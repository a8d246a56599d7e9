package dev.sluice.agent.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between tries: they double, and no two agents pause alike, so that many that lost the same front door do not
 * come back to it in one moment. The longest is short, because a try costs nothing and a late one costs a stale config.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofMillis(1_200);

    private final RandomGenerator random;
    private long nextMillis = FIRST.toMillis();

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause in milliseconds: between half of it and all of it. */
    long next() {
        long whole = nextMillis;
        nextMillis = Math.min(2 * whole, LONGEST.toMillis());
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }

    /** It went well. */
    void reset() {
        nextMillis = FIRST.toMillis();
    }
}

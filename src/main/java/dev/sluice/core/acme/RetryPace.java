package dev.sluice.core.acme;

import java.time.Duration;
import java.util.List;

/**
 * How long a name waits after its authority refused it: longer each time, so that even with a name that never comes right no
 * public authority's limit is reached (the strictest known: five refusals of a name within an hour).
 */
public final class RetryPace {

    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private static final Duration FIRST_WHILE_AWAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_WHILE_AWAY = Duration.ofMinutes(5);
    /** 2 to this power of the first is more than the longest. */
    private static final int MOST_DOUBLINGS = 6;

    private RetryPace() {}

    /** The same for an authority that was not reached: it counts nothing, and is to be found soon after its return. */
    public static Duration whileAway(int failures) {
        Duration wait = FIRST_WHILE_AWAY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST_WHILE_AWAY) > 0 ? LONGEST_WHILE_AWAY : wait;
    }

    /**
     * The wait after so many failures in a row.
     *
     * @param failures at least one
     */
    public static Duration after(int failures) {
        return WAITS.get(Math.min(failures, WAITS.size()) - 1);
    }
}

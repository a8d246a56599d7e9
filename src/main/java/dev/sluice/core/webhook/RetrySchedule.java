package dev.sluice.core.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a message that did not arrive is sent again: after 1 s, twice as long each time, up to 5 min, for a day. */
public final class RetrySchedule {

    /** How old what happened may be; each message is tried once at least, however old. */
    public static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** 2 to this power of FIRST is more than LONGEST. */
    private static final int MOST_DOUBLINGS = 9;

    private RetrySchedule() {}

    /**
     * The time of the next attempt; null if there is none.
     *
     * @param happenedAt the first event of the message
     * @param attempts that have failed, at least one
     * @param now when the last of them failed
     */
    public static @Nullable Instant next(Instant happenedAt, int attempts, Instant now) {
        Instant next = now.plus(wait(attempts));
        return next.isAfter(happenedAt.plus(GIVEN_UP_AFTER)) ? null : next;
    }

    /** How long is waited after that many attempts. */
    public static Duration wait(int attempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}

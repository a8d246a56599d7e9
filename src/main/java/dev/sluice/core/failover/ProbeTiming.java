package dev.sluice.core.failover;

import java.time.Duration;

/**
 * The times of a probe, as they follow from how its peer usually answers. Pure, so that whoever must know how long silence
 * is normal (the watchdog, the request path) goes by the same numbers.
 */
public final class ProbeTiming {

    /** From one start to the next while the peer is in doubt, whether or not earlier probes have answered. */
    public static final Duration IN_DOUBT_PACE = Duration.ofMillis(250);

    /** A wait whose end is noticed later than this was hidden by our own loop, which stood still: the answer may lie unread. */
    public static final Duration LATE_NOTICE = Duration.ofMillis(100);

    /** When a probe is given up; until then a late answer is still an answer. */
    public static final Duration GIVE_UP = Duration.ofSeconds(5);

    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(500);
    private static final Duration LEAST_TOO_LONG = Duration.ofMillis(300);

    private ProbeTiming() {}

    /** After how long a probe that starts now counts as unanswered. */
    public static Duration timeout(PeerHealth health) {
        boolean unmeasured = health.smoothed().isZero();
        if (unmeasured || health.state() == HealthState.UNKNOWN || health.state() == HealthState.DOWN) {
            return GIVE_UP;
        }
        Duration usual = health.smoothed().multipliedBy(4);
        return usual.compareTo(LEAST_TIMEOUT) < 0 ? LEAST_TIMEOUT : usual.compareTo(GIVE_UP) > 0 ? GIVE_UP : usual;
    }

    /** After how long silence alone puts an ALIVE or COOLDOWN peer in doubt. */
    public static Duration unansweredTooLong(PeerHealth health) {
        Duration twice = health.smoothed().multipliedBy(2);
        return twice.compareTo(LEAST_TOO_LONG) < 0 ? LEAST_TOO_LONG : twice;
    }
}

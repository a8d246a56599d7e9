package dev.sluice.watchdog;

import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One probe that is under way. It lives until it is decided by an answer or given up. */
final class Flight {

    private Moment began;
    private final Duration timeout;
    private long timeoutAt;
    private boolean timedOut;
    private boolean connected;
    private @Nullable Asking asking;

    Flight(Moment began, Duration timeout) {
        this.began = began;
        this.timeout = timeout;
        this.timeoutAt = began.nanos() + timeout.toNanos();
    }

    /** When it began; later by what our loop stood still since. */
    Moment began() {
        return began;
    }

    /** Whether its timeout was told. */
    boolean isTimedOut() {
        return timedOut;
    }

    /** When something must be done about it if no answer comes: its timeout, then its end. */
    long actAt() {
        return timedOut ? givenUpAt() : timeoutAt;
    }

    /**
     * Whether its timeout has come; true once. Noticed late it is put off by one pace, and again if that is noticed late, until
     * the probe is to be given up anyway.
     */
    boolean timesOut(long now) {
        if (timedOut || now - timeoutAt < 0) {
            return false;
        }
        if (now - timeoutAt > ProbeTiming.LATE_NOTICE.toNanos() && now - givenUpAt() < 0) {
            timeoutAt = now + ProbeTiming.IN_DOUBT_PACE.toNanos();
            return false;
        }
        timedOut = true;
        return true;
    }

    /** Our loop stood still that long while this was under way: it is younger by that. */
    void stoodStill(Duration time) {
        began = began.plus(time);
        timeoutAt += time.toNanos();
    }

    private long givenUpAt() {
        return began.nanos() + ProbeTiming.GIVE_UP.toNanos();
    }

    /** Whether nothing is to be hoped from it any more. */
    boolean isOver(long now) {
        return timedOut && now - actAt() >= 0;
    }

    void connected() {
        connected = true;
    }

    /** What its timeout says, in words. */
    String silence() {
        return (connected ? "connected, but no answer within " : "no connection within ") + timeout.toMillis() + " ms";
    }

    void carriedBy(Asking socket) {
        asking = socket;
    }

    /** Closes its socket; nothing is heard of it any more. */
    void close() {
        if (asking != null) {
            asking.close();
        }
    }
}

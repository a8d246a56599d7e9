package dev.sluice.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request of a {@link LoadRun} and what became of it. Times are monotonic nanoseconds.
 *
 * @param uid its {@code X-Request-Uid}
 * @param dueNanos when it was to be sent
 * @param sentNanos when it was sent
 * @param doneNanos when its answer was whole, or it had failed
 * @param status 0 if there was no whole answer
 * @param peer the {@code X-Peer} of the answer; empty if there was none
 * @param fault what broke the connection; null if there was a whole answer
 */
public record Shot(
        String method,
        String uid,
        long dueNanos,
        long sentNanos,
        long doneNanos,
        int status,
        String peer,
        @Nullable String fault) {

    /** From sending to the whole answer. */
    public Duration latency() {
        return Duration.ofNanos(doneNanos - sentNanos);
    }

    /** How much later than due it was sent: the generator's own delay, which no proxy can help. */
    public Duration lateness() {
        return Duration.ofNanos(sentNanos - dueNanos);
    }

    /** Anything but a whole answer with a 2xx status. */
    public boolean isFailed() {
        return fault != null || status < 200 || status > 299;
    }
}

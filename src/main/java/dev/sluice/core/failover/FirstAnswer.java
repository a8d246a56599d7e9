package dev.sluice.core.failover;

/**
 * A one-time stopwatch on a pivot: the data plane notes the first good answer that came from the new serving peer. Any
 * thread; only the first note counts.
 */
public final class FirstAnswer {

    private volatile long answeredNanos;
    private volatile boolean answered;

    /** A response head below 500 came, at this monotonic time. Races between loops may keep either of two nearly equal times. */
    public void note(long nanos) {
        if (!answered) {
            answeredNanos = nanos;
            answered = true;
        }
    }

    public boolean isAnswered() {
        return answered;
    }

    /** When the first good answer came, monotonic; means nothing before {@link #isAnswered}. */
    long answeredNanos() {
        return answeredNanos;
    }
}

package dev.sluice.core.failover;

/**
 * A one-time stopwatch on a pivot: the data plane notes the first good answer that came from the new serving peer. Any
 * thread; only the first note counts.
 */
public final class FirstAnswer {

    private final long publishedNanos;
    private volatile long answeredNanos;
    private volatile boolean answered;

    public FirstAnswer(long publishedNanos) {
        this.publishedNanos = publishedNanos;
    }

    /** A response head below 500 came. Races between loops may keep either of two nearly equal times. */
    public void note(long nanos) {
        if (!answered) {
            answeredNanos = nanos;
            answered = true;
        }
    }

    public boolean isAnswered() {
        return answered;
    }

    /** Milliseconds from publication to the first good answer; -1 if none came yet. */
    public double millis() {
        return answered ? Math.max(0, answeredNanos - publishedNanos) / 1e6 : -1;
    }
}

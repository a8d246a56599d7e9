package dev.sluice.core.balance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one route asks of its upstreams beyond what holds for all, and how many more requests it may send a second time for
 * their status. Any thread. It lives as long as the route asks the same; publications of a new routing table keep it.
 */
public final class Terms {

    /** One retry in units of the budget; each request earns its part of that. */
    private static final long RETRY = 100;

    private static final long EARNED = 20;
    private static final long MOST = 10 * RETRY;

    private final long responseHeadNanos;
    private final long idleNanos;
    private final long maxBodyBytes;
    private final int[] retryStatuses;
    private final AtomicLong budget = new AtomicLong(MOST);

    /**
     * The terms of a route; null is what holds for all.
     *
     * @param responseHead how long an answer's head may take
     * @param idle how long an answer's body may be silent
     * @param maxBodyBytes how much of a request's body is passed on
     * @param retryStatuses answers of these statuses make a request go to the next candidate, if it may be sent twice
     */
    public Terms(
            @Nullable Duration responseHead,
            @Nullable Duration idle,
            @Nullable Long maxBodyBytes,
            List<Integer> retryStatuses) {
        this.responseHeadNanos = responseHead == null ? 0 : responseHead.toNanos();
        this.idleNanos = idle == null ? 0 : idle.toNanos();
        this.maxBodyBytes = maxBodyBytes == null ? Long.MAX_VALUE : maxBodyBytes;
        this.retryStatuses = retryStatuses.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How long an answer's head may take, nanoseconds. */
    public long responseHeadNanos(Duration usual) {
        return responseHeadNanos == 0 ? usual.toNanos() : responseHeadNanos;
    }

    /** How long an answer's body may be silent, nanoseconds. */
    public long idleNanos(Duration usual) {
        return idleNanos == 0 ? usual.toNanos() : idleNanos;
    }

    /** How much of a request's body is passed on. */
    public long maxBodyBytes() {
        return maxBodyBytes;
    }

    /** A request came: it earns a fifth of a retry. */
    public void countRequest() {
        if (retryStatuses.length > 0 && budget.get() < MOST) {
            budget.addAndGet(EARNED);
        }
    }

    /** Whether an answer of that status is to be followed by a retry. */
    public boolean retries(int status) {
        for (int each : retryStatuses) {
            if (each == status) {
                return true;
            }
        }
        return false;
    }

    /** Takes one retry from the budget; false if none is left. */
    public boolean takeRetry() {
        if (budget.addAndGet(-RETRY) >= 0) {
            return true;
        }
        budget.addAndGet(RETRY);
        return false;
    }

    /** There was nowhere to go with it. */
    public void giveRetryBack() {
        budget.addAndGet(RETRY);
    }
}

package dev.sluice.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** Even shares, in order: the n-th request starts at the n-th candidate and falls to the ones after it. */
final class RoundRobin implements Policy {

    private final AtomicInteger next = new AtomicInteger();

    @Override
    public Upstream[] order(Upstream[] candidates, Caller caller) {
        int n = candidates.length;
        if (n < 2) {
            return candidates;
        }
        // floorMod: the counter runs through the negative numbers too.
        return rotate(candidates, Math.floorMod(next.getAndIncrement(), n));
    }

    /** The candidates from {@code first} on, then the ones before it. */
    static Upstream[] rotate(Upstream[] candidates, int first) {
        if (first == 0) {
            return candidates;
        }
        Upstream[] order = new Upstream[candidates.length];
        int tail = candidates.length - first;
        System.arraycopy(candidates, first, order, 0, tail);
        System.arraycopy(candidates, 0, order, tail, first);
        return order;
    }
}

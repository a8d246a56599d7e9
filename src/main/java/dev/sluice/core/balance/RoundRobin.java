package dev.sluice.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** Even shares, in order: the n-th request starts at the n-th candidate and falls to the ones after it. */
final class RoundRobin implements Policy {

    private final AtomicInteger next;

    RoundRobin() {
        this(0);
    }

    /** A rotation that is that far already. */
    RoundRobin(int next) {
        this.next = new AtomicInteger(next);
    }

    @Override
    public int turn() {
        return next.getAndIncrement();
    }

    @Override
    public Upstream[] order(Upstream[] candidates, Caller caller, int turn) {
        return SlowStart.ease(rotate(candidates, turn), turn, false);
    }

    /** The candidates from the turn's one on, then the ones before it. */
    static Upstream[] rotate(Upstream[] candidates, int turn) {
        int n = candidates.length;
        // floorMod: the counter runs through the negative numbers too.
        int first = n < 2 ? 0 : Math.floorMod(turn, n);
        if (first == 0) {
            return candidates;
        }
        Upstream[] order = new Upstream[n];
        int tail = n - first;
        System.arraycopy(candidates, first, order, 0, tail);
        System.arraycopy(candidates, 0, order, tail, first);
        return order;
    }
}

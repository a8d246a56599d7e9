package dev.sluice.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shares by weight. Where all weigh the same they are in order: the n-th request starts at the n-th candidate and falls to the
 * ones after it.
 */
final class RoundRobin implements Policy {

    /** Square root of two: its multiples are spread evenly, and not as those that {@link SlowStart} draws by. */
    private static final int SPREAD = 0x6A09E667;

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
        return SlowStart.ease(rotate(candidates, first(candidates, turn)), turn, false);
    }

    /** Whose turn it is. */
    private static int first(Upstream[] candidates, int turn) {
        long whole = 0;
        boolean even = true;
        for (Upstream upstream : candidates) {
            whole += upstream.weight();
            even &= upstream.weight() == candidates[0].weight();
        }
        if (even) {
            return turn;
        }
        long drawn = whole * Integer.toUnsignedLong(turn * SPREAD) >>> Integer.SIZE;
        int i = 0;
        for (long left = drawn - candidates[0].weight(); left >= 0; left -= candidates[i].weight()) {
            i++;
        }
        return i;
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

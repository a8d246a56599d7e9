package dev.sluice.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fewest requests and tunnels in flight for its weight first. Equal loads go by rotation, or the first member would get
 * every request of a quiet pool.
 */
final class LeastConn implements Policy {

    private final AtomicInteger rotation = new AtomicInteger();

    @Override
    public int turn() {
        return rotation.getAndIncrement();
    }

    @Override
    public Upstream[] order(Upstream[] candidates, Caller caller, int turn) {
        int n = candidates.length;
        if (n < 2) {
            return candidates;
        }
        Upstream[] order = RoundRobin.rotate(candidates, turn);
        if (order == candidates) {
            order = candidates.clone();
        }
        // Loads are read once: they move while we sort, and a sort over moving keys may never agree with itself.
        double[] load = new double[n];
        for (int i = 0; i < n; i++) {
            load[i] = (double) order[i].vitals().inFlight() / order[i].weight();
        }
        for (int i = 1; i < n; i++) {
            Upstream upstream = order[i];
            double own = load[i];
            int slot = i;
            while (slot > 0 && load[slot - 1] > own) {
                order[slot] = order[slot - 1];
                load[slot] = load[slot - 1];
                slot--;
            }
            order[slot] = upstream;
            load[slot] = own;
        }
        return SlowStart.ease(order, turn, true);
    }
}

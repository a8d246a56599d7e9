package dev.sluice.core.balance;

import java.time.Duration;

/**
 * Eases a peer in that has come home after an outage: over half a minute its share of a balanced pool's requests grows from
 * nothing to its whole, since what it runs has just been started.
 */
public final class SlowStart {

    public static final Duration LENGTH = Duration.ofSeconds(30);

    /** Golden ratio: its multiples are spread evenly, so that a share is kept over few requests too. */
    private static final int SPREAD = 0x9E3779B9;

    private SlowStart() {}

    /**
     * The same order, but for a first one that is held back this time: another takes its place.
     *
     * @param order may be an array that is not to be written to
     * @param turn this request's
     * @param toNext whether always the second takes the place, and not the others in turn
     */
    static Upstream[] ease(Upstream[] order, int turn, boolean toNext) {
        return order.length < 2 || !order[0].vitals().isEasingIn()
                ? order
                : ease(order, turn, toNext, System.nanoTime());
    }

    static Upstream[] ease(Upstream[] order, int turn, boolean toNext, long now) {
        long left = order[0].vitals().easesInFor(now);
        int drawn = turn * SPREAD;
        double lot = (drawn >>> 1) / (double) (1L << 31);
        if (lot >= (double) left / LENGTH.toNanos()) {
            return order;
        }
        int other = toNext ? 1 : 1 + Math.floorMod(Integer.reverse(drawn), order.length - 1);
        Upstream[] eased = order.clone();
        eased[0] = order[other];
        eased[other] = order[0];
        return eased;
    }
}

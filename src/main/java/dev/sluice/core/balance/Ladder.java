package dev.sluice.core.balance;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * All usable upstreams of a route in classes, the most preferred class first; a policy orders within each class, and
 * suspects come last of all. Never written to after construction.
 */
public final class Ladder {

    public static final Ladder EMPTY = new Ladder(List.of());

    private static final Upstream[] NOBODY = {};

    private final Upstream[][] classes;
    private final List<Upstream> upstreams;

    /** A ladder of these classes; empty ones vanish. */
    public Ladder(List<List<Upstream>> classes) {
        this.classes = classes.stream()
                .filter(equals -> !equals.isEmpty())
                .map(equals -> equals.toArray(Upstream[]::new))
                .toArray(Upstream[][]::new);
        this.upstreams = classes.stream().flatMap(List::stream).toList();
    }

    public boolean isEmpty() {
        return classes.length == 0;
    }

    /** All upstreams in priority order within their classes. */
    public List<Upstream> upstreams() {
        return upstreams;
    }

    /**
     * Those that a request may be sent to first, whatever the policy and the caller: of the best class that has somebody who
     * is not suspect, all that are not; if everybody is suspect, the best class. A policy without a choice takes the first.
     *
     * @param passes who is asked at all
     */
    public List<Upstream> firsts(Predicate<Upstream> passes) {
        List<Upstream> fit = best(passes.and(upstream -> !upstream.vitals().isSuspect()));
        return fit.isEmpty() ? best(passes) : fit;
    }

    /** Of the best class that has some of these, all of them. */
    private List<Upstream> best(Predicate<Upstream> wanted) {
        for (Upstream[] equals : classes) {
            List<Upstream> fit = Arrays.stream(equals).filter(wanted).toList();
            if (!fit.isEmpty()) {
                return fit;
            }
        }
        return List.of();
    }

    /**
     * The preference for one request.
     *
     * @param policy orders within each class
     * @return most preferred first; not to be written to
     */
    public Upstream[] order(Policy policy, Caller caller) {
        Upstream[] order = byClass(policy, caller);
        for (int i = 0; i < order.length - 1; i++) {
            if (order[i].vitals().isSuspect()) {
                return suspectsLast(order);
            }
        }
        return order;
    }

    private Upstream[] byClass(Policy policy, Caller caller) {
        if (classes.length == 0) {
            return NOBODY;
        }
        int stuck = caller.stickTo() == 0 ? -1 : indexOf(caller.stickTo());
        int turn = stuck < 0 ? policy.turn() : Arrays.hashCode(caller.address()); // who stays takes nobody's turn
        Upstream[] best = policy.order(classes[0], caller, turn);
        if (stuck >= 0) {
            best = first(classes[0][stuck], best);
        }
        if (classes.length == 1) {
            return best; // the usual case: nothing is copied here
        }
        Upstream[] order = Arrays.copyOf(best, upstreams.size());
        int filled = best.length;
        for (int i = 1; i < classes.length; i++) {
            Upstream[] next = policy.order(classes[i], caller, turn);
            System.arraycopy(next, 0, order, filled, next.length);
            filled += next.length;
        }
        return order;
    }

    /** Where that peer is in the best class; negative if it is not there. */
    private int indexOf(long peerId) {
        for (int i = 0; i < classes[0].length; i++) {
            if (classes[0][i].peerId() == peerId) {
                return i;
            }
        }
        return -1;
    }

    private static Upstream[] first(Upstream chosen, Upstream[] order) {
        if (order[0] == chosen) {
            return order;
        }
        Upstream[] moved = new Upstream[order.length];
        moved[0] = chosen;
        int filled = 1;
        for (Upstream other : order) {
            if (other != chosen) {
                moved[filled++] = other;
            }
        }
        return moved;
    }

    private static Upstream[] suspectsLast(Upstream[] order) {
        Upstream[] sorted = new Upstream[order.length];
        // Read once: a flag that flips between two passes would lose or double an upstream.
        boolean[] suspect = new boolean[order.length];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            suspect[i] = order[i].vitals().isSuspect();
            if (!suspect[i]) {
                sorted[count++] = order[i];
            }
        }
        for (int i = 0; i < order.length; i++) {
            if (suspect[i]) {
                sorted[count++] = order[i];
            }
        }
        return sorted;
    }
}

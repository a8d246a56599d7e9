package dev.sluice.core.balance;

import java.util.Arrays;
import java.util.List;

/**
 * All usable upstreams of a route in classes, the most preferred class first; a policy orders within each class, and
 * suspects come last of all. Never written to after construction.
 */
public final class Ladder {

    public static final Ladder EMPTY = new Ladder(List.of());

    private final Upstream[] upstreams;
    private final int[] ends;

    /** A ladder of these classes; empty ones vanish. */
    public Ladder(List<List<Upstream>> classes) {
        this.upstreams = classes.stream().flatMap(List::stream).toArray(Upstream[]::new);
        int[] sizes = classes.stream().mapToInt(List::size).filter(n -> n > 0).toArray();
        for (int i = 1; i < sizes.length; i++) {
            sizes[i] += sizes[i - 1];
        }
        this.ends = sizes;
    }

    public boolean isEmpty() {
        return upstreams.length == 0;
    }

    /** All upstreams in priority order within their classes. */
    public List<Upstream> upstreams() {
        return List.of(upstreams);
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
        if (ends.length < 2) {
            return policy.order(upstreams, caller); // the usual case: nothing is copied here
        }
        Upstream[] order = new Upstream[upstreams.length];
        int from = 0;
        for (int end : ends) {
            Upstream[] ordered = policy.order(Arrays.copyOfRange(upstreams, from, end), caller);
            System.arraycopy(ordered, 0, order, from, end - from);
            from = end;
        }
        return order;
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

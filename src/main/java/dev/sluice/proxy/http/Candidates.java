package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Caller;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.circuit.Breakers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The upstreams one request may go to, in the order of its plan, and which of them it has tried. */
public final class Candidates {

    /** Somebody changes the route faster than its agents can be told. */
    private static final int MOST_RENEWED = 10;

    private final Caller caller;
    private RoutePlan plan;
    private Upstream[] order;
    private int next;
    private @Nullable Upstream current;
    private @Nullable List<Upstream> earlier;
    private int tried;
    private Breaker.@Nullable Pass pass;
    private boolean shut;

    public Candidates(RoutePlan plan, Caller caller) {
        this.plan = plan;
        this.caller = caller;
        this.order = plan.order(caller);
    }

    public RoutePlan plan() {
        return plan;
    }

    boolean isEmpty() {
        return order.length == 0;
    }

    /** How many attempts there were. */
    public int tried() {
        return tried;
    }

    /** The one that is tried now, or was last; null before the first. */
    public @Nullable Upstream current() {
        return current;
    }

    /** The next in the order at hand, or null if all were tried. */
    public @Nullable Upstream next() {
        while (next < order.length) {
            Upstream upstream = order[next++];
            if (!wasTried(upstream) && passes(upstream)) {
                return take(upstream);
            }
        }
        return null;
    }

    /** The best of the newest order that was not tried and is not DOWN, or null: then nothing changes. */
    public @Nullable Upstream newest(RoutingTable table) {
        RoutePlan fresh = table.plan(plan.route().id());
        if (fresh == null) {
            return null;
        }
        Upstream[] freshOrder = fresh.order(caller);
        for (int i = 0; i < freshOrder.length; i++) {
            if (!wasTried(freshOrder[i]) && !table.isDown(freshOrder[i].peerId()) && passes(freshOrder[i])) {
                plan = fresh;
                order = freshOrder;
                next = i + 1;
                return take(freshOrder[i]);
            }
        }
        return null;
    }

    /** The same one, if the route was changed since it was told of it; else null: nothing changes. */
    @Nullable
    Upstream renewed(RoutingTable table, Upstream told) {
        RoutePlan fresh = table.plan(plan.route().id());
        if (fresh == null || tried > MOST_RENEWED) {
            return null;
        }
        if (fresh.route().equals(plan.route()) && Objects.equals(fresh.lanTargetFor(told), plan.lanTargetFor(told))) {
            return null;
        }
        plan = fresh;
        order = fresh.order(caller);
        next = 0;
        return again(told);
    }

    /** The same one once more. */
    Upstream again(Upstream upstream) {
        withdrawn();
        Breakers circuits = plan.circuits();
        if (circuits != null) {
            pass = circuits.enter(upstream.peerId()); // nobody else is asked in its stead: with a pass or without
        }
        tried++;
        return upstream;
    }

    /** The only candidate of a route whose peer is DOWN. */
    public Upstream lastResort(Upstream upstream) {
        withdrawn();
        return take(upstream);
    }

    /**
     * Whether the route's circuit to that one lets the request pass: then nothing more will be told of the one before, and
     * otherwise that keeps its pass, for it may be the one that answers.
     */
    private boolean passes(Upstream upstream) {
        Breakers circuits = plan.circuits();
        if (circuits == null) {
            return true;
        }
        if (current != null && current.peerId() == upstream.peerId()) {
            withdrawn(); // the same peer at another address: one request may try it, and that is this one
        }
        Breaker.Pass entered = circuits.enter(upstream.peerId());
        if (entered == null) {
            shut = true;
            return false;
        }
        withdrawn();
        pass = entered;
        return true;
    }

    /** Whether a circuit that is open kept the request from an upstream. */
    boolean metOpenCircuit() {
        return shut;
    }

    /** The current one's answer has a head; one that only promises another is none. */
    void answered(int status) {
        if (pass != null && (status >= 200 || status == 101)) {
            pass.answered(status);
        }
    }

    /** The current one gives no answer, or no whole one. */
    void failed() {
        if (pass != null) {
            pass.failed();
        }
    }

    /** Whatever becomes of the request at the current one says nothing of it. */
    void withdrawn() {
        if (pass != null) {
            pass.withdrawn();
        }
    }

    private Upstream take(Upstream upstream) {
        if (current != null) {
            if (earlier == null) {
                earlier = new ArrayList<>(2);
            }
            earlier.add(current);
        }
        current = upstream;
        tried++;
        return upstream;
    }

    private boolean wasTried(Upstream upstream) {
        return current != null && same(current, upstream)
                || earlier != null && earlier.stream().anyMatch(one -> same(one, upstream));
    }

    /** A publication may bring a new object for the same address. */
    private static boolean same(Upstream one, Upstream other) {
        return one == other || one.peerId() == other.peerId() && one.isAt(other.host(), other.port());
    }
}

package dev.sluice.core.balance;

import dev.sluice.core.model.PeerProtocol;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Upstreams with ids from 1 on, and ways to say which they are. */
final class Upstreams {

    private Upstreams() {}

    static Upstream[] of(int count) {
        Upstream[] all = new Upstream[count];
        for (int i = 0; i < count; i++) {
            all[i] = one(i + 1, 1);
        }
        return all;
    }

    static Upstream one(long peerId, int weight) {
        return new Upstream(
                new PeerVitals(peerId), "gw-" + peerId, "10.0.0." + peerId, 18080, true, PeerProtocol.HTTP1, weight);
    }

    static Upstream[] weighing(int... weights) {
        Upstream[] all = new Upstream[weights.length];
        for (int i = 0; i < weights.length; i++) {
            all[i] = one(i + 1, weights[i]);
        }
        return all;
    }

    static Ladder ladder(Upstream[]... classes) {
        return new Ladder(Arrays.stream(classes).map(List::of).toList());
    }

    /** Peer ids in order, as {@code 1 2 3}. */
    static String ids(Upstream[] order) {
        return Arrays.stream(order).map(one -> Long.toString(one.peerId())).collect(Collectors.joining(" "));
    }

    static Upstream[] without(Upstream[] all, Upstream lost) {
        return Arrays.stream(all).filter(one -> one != lost).toArray(Upstream[]::new);
    }

    static Upstream[] order(Policy policy, Upstream[] candidates, Caller caller) {
        return policy.order(candidates, caller, policy.turn());
    }

    static Upstream[] order(Policy policy, Upstream... candidates) {
        return order(policy, candidates, Caller.UNKNOWN);
    }
}

package dev.sluice.core.balance;

import dev.sluice.core.model.LoadBalancingPolicy;

/**
 * Puts the candidates for one request in order of preference. Safe on any thread; it never blocks and never fails.
 * The whole preference is returned, so that retry, replay, rescue and drills need nothing else: they walk down it.
 */
@FunctionalInterface
public interface Policy {

    /**
     * The candidates, most preferred first.
     *
     * @param candidates usable peers of one class in priority order; never written to
     * @param turn this request's {@link #turn}, the same for all of its classes
     * @return the same elements; may be the given array itself
     */
    Upstream[] order(Upstream[] candidates, Caller caller, int turn);

    /**
     * The next place in the policy's rotation, drawn once per request: a draw per class would skip members, since two
     * classes would share one rotation.
     */
    default int turn() {
        return 0;
    }

    /** The order given: members by priority. */
    static Policy failover() {
        return (candidates, caller, turn) -> candidates;
    }

    /** Even shares in order, one counter for all event loops. */
    static Policy roundRobin() {
        return new RoundRobin();
    }

    /** Fewest requests in flight for its weight first, ties by rotation. */
    static Policy leastConn() {
        return new LeastConn();
    }

    /** Rendezvous hash of the client's address: a lost member moves only its own clients. */
    static Policy ipHash() {
        return new IpHash();
    }

    /** The policy of that name. */
    static Policy of(LoadBalancingPolicy name) {
        return switch (name) {
            case ROUND_ROBIN -> roundRobin();
            case LEAST_CONN -> leastConn();
            case IP_HASH -> ipHash();
        };
    }
}

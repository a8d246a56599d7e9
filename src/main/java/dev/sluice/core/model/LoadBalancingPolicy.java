package dev.sluice.core.model;

/** How a load-balancing pool orders its members for a request. */
public enum LoadBalancingPolicy implements Wire {
    /** Even shares, in order. */
    ROUND_ROBIN,
    /** The member with the fewest requests in flight first. */
    LEAST_CONN,
    /** The same client on the same member. */
    IP_HASH
}

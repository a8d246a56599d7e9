package dev.sluice.core.model;

/** How the members of a pool share its routes. */
public enum PoolMode implements Wire {
    /** The first usable member by priority serves. */
    FAILOVER,
    /** All ALIVE members serve, ordered per request by the pool's policy. */
    LOAD_BALANCING
}

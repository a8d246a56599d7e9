package dev.sluice.core.model;

/** What stands at a peer's address. */
public enum PeerType implements Wire {
    /** Stands in front of a LAN: an agent, or any proxy. */
    GATEWAY,
    /** Is the application itself. */
    REGULAR
}

package dev.sluice.core.model;

/** What an L4 route does with TLS. */
public enum L4TlsMode implements Wire {
    /** Bytes pass as they are. */
    NONE,
    /** Picked by the name in the ClientHello, passed on unopened. */
    PASSTHROUGH,
    /** Ended here. */
    TERMINATE
}

package dev.sluice.core.model;

/** How the front door and a gateway know that each is talking to the other. */
public enum Hop implements Wire {
    /** They do not: the gateway has no agent, and may be any proxy. */
    OPEN,
    /** TLS, in which both show the certificates of their pairing. */
    MTLS,
    /** Clear text inside a tunnel that others protect; each request, and each connection of an L4 route, carries a secret. */
    SECRET
}

package dev.sluice.core.model;

/** What a route listens for. */
public enum RouteType implements Wire {
    /** A domain, on the HTTP front door. */
    HTTP,
    /** A TCP port of its own. */
    L4
}

package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** Why a route is served where it is. */
public enum Cause implements Wire {
    /** Home serves, as wished. */
    HOME,
    /** The pool's policy chooses per request. */
    BALANCED,
    /** The operator said so. */
    OVERRIDE,
    HOME_DOWN,
    HOME_COOLDOWN,
    HOME_UNKNOWN,
    HOME_DRAINED,
    HOME_DISABLED,
    HOME_DRILLED,
    /** Home cannot reach the route's LAN host, and the one that serves can. */
    HOME_UNREACHABLE,
    /** The route means "on the gateway itself", and that gateway is lost. */
    LOOPBACK_HOME_DOWN,
    /** No usable candidate is left. */
    OUTAGE
}

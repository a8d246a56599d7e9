package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** Why a drill is over. */
public enum DrillEnd implements Wire {
    /** Its time is over. */
    TIME,
    /** It would leave a route without a usable peer. */
    WOULD_STOP_ROUTES,
    /** The operator said so. */
    OPERATOR
}

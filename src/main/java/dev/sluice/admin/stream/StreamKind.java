package dev.sluice.admin.stream;

import dev.sluice.core.model.Wire;

/** What a stream may tell of. */
enum StreamKind implements Wire {
    /** What happened. */
    ACTIVITY,
    /** How a peer is now. */
    PEER,
    /** What a pool is now. */
    POOL,
    /** Who serves a route now. */
    ROUTE,
    /** How much traffic there is, each second. */
    PULSE,
    /** What clients ask for, as they get their answers. */
    ACCESS;

    /** Whether it tells how something is, whenever that changes. */
    boolean isState() {
        return this == PEER || this == POOL || this == ROUTE;
    }
}

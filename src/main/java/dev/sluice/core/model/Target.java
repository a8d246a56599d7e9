package dev.sluice.core.model;

import org.jspecify.annotations.Nullable;

/** Where a route goes: exactly one of a home gateway, a pool, or a regular peer. */
public sealed interface Target {

    /** Pinned to a home gateway, which a pool sibling may stand in for. */
    record Gateway(long peerId, @Nullable LanHost lanHost) implements Target {}

    /** To a pool, whose member is chosen per request. */
    record Pooled(long poolId, @Nullable LanHost lanHost) implements Target {}

    /** To a regular peer, which is the application itself; a null port stands for the peer's own. */
    record Regular(long peerId, @Nullable Integer port) implements Target {}

    /** The seed's name of the kind: gateway, pool or peer. */
    default String kind() {
        if (this instanceof Gateway) {
            return "gateway";
        }
        return this instanceof Pooled ? "pool" : "peer";
    }

    /** The host behind the gateway that the route names, if it names one. */
    default @Nullable LanHost lan() {
        if (this instanceof Gateway g) {
            return g.lanHost();
        }
        return this instanceof Pooled p ? p.lanHost() : null;
    }

    /** The peer the route is pinned to, 0 for a pool. */
    default long homeId() {
        if (this instanceof Gateway g) {
            return g.peerId();
        }
        return this instanceof Regular r ? r.peerId() : 0;
    }

    /** The pool the route goes to, 0 for a peer. */
    default long poolId() {
        return this instanceof Pooled p ? p.poolId() : 0;
    }
}

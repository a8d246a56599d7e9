package dev.sluice.proxy.tunnel;

/** Why a tunnel is over. */
public enum Ending {
    /** Both sides said their last byte. */
    COMPLETE,
    /** The client's connection was reset or lost. */
    CLIENT_LOST,
    /** The upstream's connection was reset or lost. */
    UPSTREAM_LOST,
    /** The peer is DOWN, and nothing came from it any more. */
    PEER_DOWN,
    /** One side had ended, and nothing moved any more. */
    LINGERED,
    /** Nothing moved for the idle limit. */
    IDLE,
    /** The route was deleted or disabled. */
    ROUTE_GONE,
    /** The front door goes down, or whoever opened the tunnel gave it up. */
    CLOSED;

    /** Whether the other side must not take what it has for the whole: it is told by a reset. */
    boolean isAbrupt() {
        return this == CLIENT_LOST || isPeerLost();
    }

    /** Whether the peer's death closed it. */
    boolean isPeerLost() {
        return this == UPSTREAM_LOST || this == PEER_DOWN;
    }
}

package dev.sluice.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A domain (HTTP) or a listen port (L4) and where it goes.
 *
 * @param domain lower case, without port; {@code *.} in front stands for exactly one label
 * @param pathPrefix matched at segment borders; {@code /} matches all
 * @param failover false keeps a pinned route on its home whatever happens
 * @param rescue false never sends a request a second time once it was sent
 * @param l4 null for an HTTP route
 */
public record Route(
        long id,
        String domain,
        String pathPrefix,
        String description,
        boolean enabled,
        RouteType type,
        Target target,
        boolean failover,
        boolean rescue,
        @Nullable L4Listener l4,
        Stamp stamp) {

    /** Whether the route's LAN host means "on the gateway machine itself". */
    public boolean isLoopback() {
        LanHost lan = target.lan();
        return lan != null && lan.isLoopback();
    }
}

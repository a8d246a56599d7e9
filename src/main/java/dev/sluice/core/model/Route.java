package dev.sluice.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A domain (HTTP) or a listen port (L4) and where it goes.
 *
 * @param domain lower case, without port; {@code *.} in front stands for exactly one label; an address in its one spelling (RFC
 *     5952) without brackets; empty for an L4 route that takes its port alone
 * @param pathPrefix matched at segment borders; {@code /} matches all
 * @param failover false keeps a pinned route on its home whatever happens
 * @param rescue false never sends a request a second time once it was sent
 * @param httpsEnabled false: plain on purpose, so no certificate is obtained for it and nobody is sent to HTTPS
 * @param httpsRedirect whether what comes over plain HTTP is sent to HTTPS; null: where a certificate covers the name
 * @param hstsMaxAgeSeconds how long browsers shall ask for the host by HTTPS alone (RFC 6797), 0: no longer; null says nothing
 * @param lanTls how the agent speaks TLS to the LAN host; null: it does not
 * @param wakeMac the LAN host's address on its wire, as {@code aa:bb:cc:dd:ee:ff}, by which the agent may wake it; null: never
 * @param site what it does beside forwarding; plain for an L4 route
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
        boolean httpsEnabled,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsMaxAgeSeconds,
        @Nullable LanTls lanTls,
        @Nullable String wakeMac,
        Site site,
        @Nullable L4Listener l4,
        Stamp stamp) {

    /** The longest {@code hstsMaxAgeSeconds}: two years. */
    public static final int LONGEST_HSTS_S = 63_072_000;

    /** One that only forwards. */
    public Route(
            long id,
            String domain,
            String pathPrefix,
            String description,
            boolean enabled,
            RouteType type,
            Target target,
            boolean failover,
            boolean rescue,
            @Nullable Boolean httpsRedirect,
            @Nullable Integer hstsMaxAgeSeconds,
            @Nullable LanTls lanTls,
            @Nullable String wakeMac,
            @Nullable L4Listener l4,
            Stamp stamp) {
        this(
                id,
                domain,
                pathPrefix,
                description,
                enabled,
                type,
                target,
                failover,
                rescue,
                true,
                httpsRedirect,
                hstsMaxAgeSeconds,
                lanTls,
                wakeMac,
                Site.PLAIN,
                l4,
                stamp);
    }

    /** What people call it: domain and path, or the port that it listens on, behind its domain if it has one. */
    public String label() {
        if (l4 != null) {
            return (domain.isEmpty() ? l4.protocol() : domain) + ":" + l4.port();
        }
        return pathPrefix.equals("/") ? domain : host() + pathPrefix;
    }

    /** The domain as URLs and requests spell it: an IPv6 address in brackets (RFC 3986 3.2.2). */
    public String host() {
        return domain.indexOf(':') < 0 ? domain : "[" + domain + "]";
    }

    /** This route with another target. */
    public Route to(Target other, Stamp changed) {
        return copy(enabled, other, changed);
    }

    /** This route switched on or off. */
    public Route enabled(boolean on) {
        return copy(on, target, stamp);
    }

    /** This route with the mark of its change. */
    public Route stamped(Stamp changed) {
        return copy(enabled, target, changed);
    }

    private Route copy(boolean on, Target to, Stamp mark) {
        return new Route(
                id,
                domain,
                pathPrefix,
                description,
                on,
                type,
                to,
                failover,
                rescue,
                httpsEnabled,
                httpsRedirect,
                hstsMaxAgeSeconds,
                lanTls,
                wakeMac,
                site,
                l4,
                mark);
    }

    /** Whether the route's LAN host means "on the gateway machine itself". */
    public boolean isLoopback() {
        LanHost lan = target.lan();
        return lan != null && lan.isLoopback();
    }
}

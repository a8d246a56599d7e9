package dev.sluice.core.rule;

import dev.sluice.core.model.LanHost;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Target;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route as it is asked for, field by field: its target may still be none, or two.
 *
 * @param named fields of the target that the caller gave with a value; what it cleared or left out is not here
 * @param kind gateway, pool or peer; null if it is to be told from the other fields
 * @param lanHost given together with the port, or not at all
 * @param lanTls as {@code target_lan_tls} has it
 * @param lanMac as {@code target_lan_mac} has it
 * @param site what it is to do beside forwarding
 * @param l4 what was said of a listener
 * @param allowLoopback the caller knows that a loopback LAN host in a pool means "on whichever member serves"
 */
public record RouteDraft(
        Set<String> named,
        String domain,
        String pathPrefix,
        String description,
        boolean enabled,
        RouteType type,
        @Nullable String kind,
        @Nullable Long peerId,
        @Nullable Long poolId,
        @Nullable String lanHost,
        @Nullable Integer lanPort,
        @Nullable String lanTls,
        @Nullable String lanMac,
        @Nullable Integer port,
        boolean failover,
        boolean rescue,
        boolean httpsEnabled,
        @Nullable Boolean httpsRedirect,
        @Nullable Integer hstsMaxAgeSeconds,
        Site site,
        L4Draft l4,
        boolean allowLoopback) {

    /** A new route of which nothing was said. */
    public static final RouteDraft BLANK = new RouteDraft(
            Set.of(),
            "",
            "/",
            "",
            true,
            RouteType.HTTP,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            true,
            true,
            null,
            null,
            Site.PLAIN,
            L4Draft.NONE,
            false);

    /** The fields of a target. */
    public static final Set<String> TARGET_FIELDS = Set.of(
            "target_kind",
            "target_peer_id",
            "target_pool_id",
            "target_lan_host",
            "target_lan_port",
            LanRules.TLS,
            LanRules.MAC,
            "target_port");

    /** The route as it is. */
    public static RouteDraft of(Route route) {
        Target target = route.target();
        LanHost lan = target.lan();
        return new RouteDraft(
                Set.of(),
                route.domain(),
                route.pathPrefix(),
                route.description(),
                route.enabled(),
                route.type(),
                target.kind(),
                target.homeId() == 0 ? null : Long.valueOf(target.homeId()),
                target.poolId() == 0 ? null : Long.valueOf(target.poolId()),
                lan == null ? null : lan.host(),
                lan == null ? null : Integer.valueOf(lan.port()),
                route.lanTls() == null ? null : route.lanTls().wire(),
                route.wakeMac(),
                target instanceof Target.Regular regular ? regular.port() : null,
                route.failover(),
                route.rescue(),
                route.httpsEnabled(),
                route.httpsRedirect(),
                route.hstsMaxAgeSeconds(),
                route.site(),
                L4Draft.of(route.l4()),
                false);
    }

    /** The same route, pinned to that gateway. */
    RouteDraft pinnedTo(@Nullable Long gateway) {
        return new RouteDraft(
                named,
                domain,
                pathPrefix,
                description,
                enabled,
                type,
                TargetKind.GATEWAY,
                gateway,
                null,
                lanHost,
                lanPort,
                lanTls,
                lanMac,
                port,
                failover,
                rescue,
                httpsEnabled,
                httpsRedirect,
                hstsMaxAgeSeconds,
                site,
                l4,
                allowLoopback);
    }

    /** The same route with another LAN host. The card that wakes it is another's, and not known. */
    RouteDraft withLan(@Nullable String host, @Nullable Integer portThere) {
        String card = Objects.equals(host, lanHost) ? lanMac : null;
        return new RouteDraft(
                named,
                domain,
                pathPrefix,
                description,
                enabled,
                type,
                kind,
                peerId,
                poolId,
                host,
                portThere,
                lanTls,
                card,
                port,
                failover,
                rescue,
                httpsEnabled,
                httpsRedirect,
                hstsMaxAgeSeconds,
                site,
                l4,
                allowLoopback);
    }

    boolean names(String field) {
        return named.contains(field);
    }
}

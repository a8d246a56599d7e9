package dev.sluice.core.rule;

import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.site.SiteFields;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a route's fields, as the API and documents spell them. */
public final class RouteFields {

    private RouteFields() {}

    /** The draft with the given fields. */
    public static RouteDraft over(Fields in, RouteDraft present, Problems problems) {
        Set<String> named = RouteDraft.TARGET_FIELDS.stream().filter(in::named).collect(Collectors.toSet());
        RouteDraft merged = new RouteDraft(
                named,
                in.text("domain", present.domain(), ""),
                in.text("path_prefix", present.pathPrefix(), "/"),
                in.text("description", present.description(), ""),
                in.flag("enabled", present.enabled(), true),
                in.choice("route_type", RouteType.values(), present.type(), RouteType.HTTP),
                kind(in, present.kind(), problems),
                in.optionalId("target_peer_id", present.peerId()),
                in.optionalId("target_pool_id", present.poolId()),
                in.optionalText("target_lan_host", present.lanHost()),
                in.optionalInteger("target_lan_port", present.lanPort()),
                in.optionalText("target_lan_tls", present.lanTls()),
                in.optionalText("target_lan_mac", present.lanMac()),
                in.optionalInteger("target_port", present.port()),
                in.flag("failover", present.failover(), true),
                in.flag("rescue", present.rescue(), true),
                in.flag("https_enabled", present.httpsEnabled(), true),
                in.optionalFlag("https_redirect", present.httpsRedirect()),
                in.optionalInteger("hsts_max_age_s", present.hstsMaxAgeSeconds()),
                SiteFields.over(in, present.site()),
                listener(in, present.l4()),
                in.flag("allow_loopback", false, false));
        in.done();
        return merged;
    }

    private static @Nullable String kind(Fields in, @Nullable String present, Problems problems) {
        String kind = in.optionalText("target_kind", present);
        boolean known = kind == null || Set.of("gateway", "pool", "peer").contains(kind);
        if (!known) {
            problems.add("target_kind", kind, "gateway, pool or peer");
        }
        return known ? kind : present;
    }

    private static L4Draft listener(Fields in, L4Draft present) {
        return new L4Draft(
                L4Draft.FIELDS.stream().filter(in::named).collect(Collectors.toSet()),
                in.optionalText("l4_protocol", present.protocol()),
                in.optionalInteger("l4_listen_port", present.port()),
                in.optionalChoice("l4_tls_mode", L4TlsMode.values(), present.tlsMode()));
    }
}

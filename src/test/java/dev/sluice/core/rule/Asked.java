package dev.sluice.core.rule;

import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.site.SiteFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of a route as a body would give them: by name, null to clear. */
final class Asked implements Merge<RouteDraft> {

    private final Map<String, @Nullable Object> fields = new HashMap<>();

    Asked set(String field, @Nullable Object value) {
        fields.put(field, value);
        return this;
    }

    @Override
    public RouteDraft over(RouteDraft present, Problems problems) {
        Set<String> named = RouteDraft.TARGET_FIELDS.stream()
                .filter(field -> fields.get(field) != null)
                .collect(Collectors.toSet());
        return new RouteDraft(
                named,
                String.valueOf(or("domain", present.domain())),
                String.valueOf(or("path_prefix", present.pathPrefix())),
                present.description(),
                Boolean.TRUE.equals(or("enabled", present.enabled())),
                RouteType.valueOf(String.valueOf(or("route_type", present.type()))),
                (String) or("target_kind", present.kind()),
                id("target_peer_id", present.peerId()),
                id("target_pool_id", present.poolId()),
                (String) or("target_lan_host", present.lanHost()),
                (Integer) or("target_lan_port", present.lanPort()),
                (String) or("target_lan_tls", present.lanTls()),
                (String) or("target_lan_mac", present.lanMac()),
                (Integer) or("target_port", present.port()),
                Boolean.TRUE.equals(or("failover", present.failover())),
                present.rescue(),
                Boolean.TRUE.equals(or("https_enabled", present.httpsEnabled())),
                (Boolean) or("https_redirect", present.httpsRedirect()),
                (Integer) or("hsts_max_age_s", present.hstsMaxAgeSeconds()),
                SiteFields.over(new Fields(fields, "", problems), present.site()),
                listener(present.l4()),
                Boolean.TRUE.equals(or("allow_loopback", false)));
    }

    private L4Draft listener(L4Draft present) {
        Object mode = or("l4_tls_mode", present.tlsMode());
        return new L4Draft(
                L4Draft.FIELDS.stream()
                        .filter(field -> fields.get(field) != null)
                        .collect(Collectors.toSet()),
                (String) or("l4_protocol", present.protocol()),
                (Integer) or("l4_listen_port", present.port()),
                mode == null ? null : L4TlsMode.valueOf(String.valueOf(mode)));
    }

    private @Nullable Long id(String field, @Nullable Long present) {
        return or(field, present) instanceof Number number ? number.longValue() : null;
    }

    private @Nullable Object or(String field, @Nullable Object present) {
        return fields.containsKey(field) ? fields.get(field) : present;
    }
}

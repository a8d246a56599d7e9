package dev.sluice.core.document;

import dev.sluice.core.model.Wire;
import dev.sluice.core.site.SiteFeature;
import java.util.ArrayList;
import java.util.List;

/** A kind of things that a document tells of, in the order in which it tells of them. */
public enum Section implements Wire {
    PEERS(
            "peer",
            List.of(
                    "name",
                    "description",
                    "peer_type",
                    "host",
                    "proxy_port",
                    "port",
                    "api_port",
                    "lan_address",
                    "weight",
                    "enabled",
                    "protocol",
                    "tls",
                    "tls_server_name",
                    "tls_ca",
                    "capacity",
                    "probe")),
    GATEWAY_POOLS(
            "pool",
            List.of(
                    "name",
                    "mode",
                    "lb_policy",
                    "failback_cooldown_s",
                    "failback",
                    "outage_message",
                    "enabled",
                    "sticky",
                    "error_pages",
                    "members")),
    ROUTES("route", routeFields()),
    WEBHOOKS("webhook", List.of("name", "url", "events", "preset", "template", "enabled")),
    /** What is said for all routes; no list, but one object. */
    SITE("site", SiteFeature.names(SiteFeature.OF_ALL_ROUTES));

    private final String kind;
    private final List<String> fields;

    Section(String kind, List<String> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    private static List<String> routeFields() {
        List<String> fields = new ArrayList<>(List.of(
                "domain",
                "path_prefix",
                "description",
                "enabled",
                "route_type",
                "target_kind",
                "target_peer",
                "target_pool",
                "target_lan_host",
                "target_lan_port",
                "target_lan_tls",
                "target_lan_mac",
                "target_port",
                "failover",
                "rescue",
                "https_enabled",
                "https_redirect",
                "hsts_max_age_s"));
        fields.addAll(SiteFeature.names());
        fields.addAll(List.of("l4_protocol", "l4_listen_port", "l4_tls_mode"));
        return List.copyOf(fields);
    }

    /** What one of them is called. */
    public String kind() {
        return kind;
    }

    /** All that an entry may have, in the order in which it is written. */
    public List<String> fields() {
        return fields;
    }
}

package dev.sluice.imports.gatecontrol;

import dev.sluice.imports.json.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What GateControl does for a route that Sluice does not, by the field that switches it on. */
enum Feature {
    BASIC_AUTH("basic_auth_enabled", true, "Sluice asks for no passwords"),
    IP_FILTER("ip_filter_enabled", true, "Sluice lets in all addresses"),
    ACL("acl_enabled", true, "Sluice lets in all addresses"),
    BOT_BLOCKER("bot_blocker_enabled", true, "Sluice keeps no bots out"),
    RATE_LIMIT("rate_limit_enabled", false, "a route does that once its rate_limit is switched on"),
    COMPRESSION("compress_enabled", false, "a route does that once its compression is switched on"),
    RETRY("retry_enabled", false, "a failed dial goes to the next member by itself"),
    STICKY("sticky_enabled", false, "a pool with ip_hash keeps a client on a member"),
    CIRCUIT_BREAKER("circuit_breaker_enabled", false, "a route does that once its circuit_breaker is switched on"),
    MIRROR("mirror_enabled", false, "a route does that once its mirror is switched on"),
    MONITORING("monitoring_enabled", false, "Sluice watches peers, not sites"),
    BRANDING("branding_enabled", false, "Sluice has pages of its own");

    private final String field;
    private final boolean guards;
    private final String why;

    Feature(String field, boolean guards, String why) {
        this.field = field;
        this.guards = guards;
        this.why = why;
    }

    /** Whether it keeps someone out: the route is switched off without it. */
    boolean guards() {
        return guards;
    }

    String why() {
        return why;
    }

    /** Its name for people. */
    String words() {
        return field.replace("_enabled", "");
    }

    /** Those that the route has. */
    static List<Feature> of(JsonNode route) {
        List<Feature> features = new ArrayList<>();
        for (Feature feature : values()) {
            if (Boolean.TRUE.equals(route.at(feature.field).flag())) {
                features.add(feature);
            }
        }
        return features;
    }
}

package dev.sluice.core.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Any document that may be applied: the same seed makes the same one. */
public final class RandomDocument {

    private static final List<String> HOSTS = List.of("10.0.0.7", "gw.lan", "fd00::7", "2001:db8::1", "home.example");

    private final Random random;
    private final Random pages;
    private final List<String> gateways = new ArrayList<>();
    private final List<String> regulars = new ArrayList<>();
    private final List<String> pools = new ArrayList<>();

    public RandomDocument(long seed) {
        random = new Random(seed);
        pages = new Random(~seed);
    }

    public Document document() {
        Map<Section, List<Map<String, Object>>> sections = new EnumMap<>(Section.class);
        sections.put(Section.PEERS, peers());
        sections.put(Section.GATEWAY_POOLS, pools());
        sections.put(Section.ROUTES, routes());
        sections.put(Section.WEBHOOKS, webhooks());
        sections.put(Section.SITE, site());
        sections.values().forEach(entries -> Collections.shuffle(entries, random));
        return new Document(sections);
    }

    private List<Map<String, Object>> site() {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(pages.nextBoolean() ? Map.of() : Map.of("error_pages", pages()));
        return all;
    }

    private Map<String, Object> pages() {
        return Map.of(
                "pages",
                List.of(Map.of(
                        "statuses",
                        List.of("503", "4xx"),
                        "html",
                        "<p>{status}\n  \u00fc {reason}" + pages.nextInt(3))));
    }

    private List<Map<String, Object>> peers() {
        List<Map<String, Object>> peers = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Map<String, Object> peer = new LinkedHashMap<>();
            boolean regular = i > 0 && chance(4);
            String name = (regular ? "app " : "gw-") + i;
            (regular ? regulars : gateways).add(name);
            peer.put("name", name);
            peer.put("host", any(HOSTS));
            peer.put("peer_type", regular ? "regular" : "gateway");
            maybe(peer, "port", 3000 + i, regular);
            maybe(peer, "description", "No. " + i + ": \u00fcber-\"gateway\"\n#" + i, chance(2));
            maybe(peer, "weight", 1 + random.nextInt(9), chance(2));
            maybe(peer, "enabled", chance(2), chance(2));
            boolean tls = chance(4);
            maybe(peer, "protocol", tls ? "h2" : "h2c", chance(3));
            maybe(peer, "tls", "verify", tls);
            maybe(peer, "tls_server_name", "app-" + i + ".test", tls && chance(2));
            maybe(peer, "capacity", Map.of("max_in_flight", 5, "queue", 2, "queue_timeout", "2s"), chance(4));
            maybe(peer, "lan_address", "192.168.1." + i, chance(3));
            maybe(peer, "probe", Map.of("kind", "tcp", "interval", "250ms", "rise", 3), chance(3));
            maybe(peer, "probe", Map.of("path", "/up?x=1", "expect_status", 204, "port", 8000), chance(3));
            peers.add(peer);
        }
        return peers;
    }

    private List<Map<String, Object>> pools() {
        List<Map<String, Object>> made = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Map<String, Object> pool = new LinkedHashMap<>();
            pool.put("name", "pool." + i);
            pool.put("failback_cooldown_s", random.nextInt(600));
            if (chance(2)) {
                pool.put("mode", "load_balancing");
                pool.put("lb_policy", any(List.of("round_robin", "least_conn", "ip_hash")));
            }
            maybe(pool, "failback", "manual", chance(3));
            maybe(pool, "error_pages", pages(), pages.nextInt(3) == 0);
            maybe(pool, "outage_message", "<!doctype html>\n<p>back  soon\n\n", chance(3));
            maybe(pool, "sticky", Map.of("cookie", "stay", "max_age", "1h"), chance(3));
            maybe(pool, "enabled", false, chance(5));
            List<String> members = new ArrayList<>(gateways);
            Collections.shuffle(members, random);
            pool.put("members", List.copyOf(members.subList(0, 1 + random.nextInt(members.size()))));
            pools.add("pool." + i);
            made.add(pool);
        }
        return made;
    }

    private List<Map<String, Object>> webhooks() {
        List<Map<String, Object>> made = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Map<String, Object> webhook = new LinkedHashMap<>();
            webhook.put("name", "hook " + i);
            webhook.put("url", "https://hooks" + random.nextInt(3) + ".example/" + (chance(2) ? "{token}" : ""));
            maybe(webhook, "events", List.of("gateway_*", "drill_ended"), chance(2));
            maybe(webhook, "enabled", false, chance(2));
            if (chance(2)) {
                webhook.put("preset", any(List.of("json", "ntfy", "discord")));
            } else if (chance(2)) {
                webhook.put("preset", "text");
                webhook.put("template", "{message}: \u00e4 #{count}\n");
            }
            made.add(webhook);
        }
        return made;
    }

    private List<Map<String, Object>> routes() {
        List<Map<String, Object>> made = new ArrayList<>();
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Map<String, Object> route = new LinkedHashMap<>();
            boolean l4 = chance(4);
            route.put("domain", l4 ? "" : (chance(5) ? "*." : "") + "r" + i / 2 + ".example.com");
            maybe(route, "path_prefix", "/p" + i, !l4);
            if (l4) {
                route.put("route_type", "l4");
                route.put("l4_listen_port", 20000 + i);
            }
            target(route);
            maybe(route, "description", "route " + i, chance(3));
            maybe(route, "enabled", false, chance(5));
            maybe(route, "failover", false, chance(5));
            maybe(route, "rescue", false, chance(5));
            boolean plain = !l4 && chance(5);
            maybe(route, "https_enabled", false, plain);
            maybe(route, "https_redirect", !plain && chance(2), !l4 && chance(3));
            maybe(route, "hsts_max_age_s", random.nextInt(1000), !l4 && !plain && chance(3));
            made.add(route);
        }
        return made;
    }

    private void target(Map<String, Object> route) {
        if (!regulars.isEmpty() && chance(4)) {
            route.put("target_peer", any(regulars));
            maybe(route, "target_port", 4000, chance(2));
            return;
        }
        if (!pools.isEmpty() && chance(2)) {
            route.put("target_pool", any(pools));
        } else {
            route.put("target_peer", any(gateways));
        }
        if (chance(2)) {
            route.put("target_lan_host", any(List.of("192.168.1.9", "10.9.9.9")));
            route.put("target_lan_port", 80);
            boolean l4 = "l4".equals(route.get("route_type"));
            maybe(
                    route,
                    "target_lan_tls",
                    any(List.of("any", "verify", "sha256:" + "0a".repeat(32))),
                    !l4 && chance(2));
            maybe(route, "target_lan_mac", "10:20:30:40:50:52", chance(3));
        }
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static void maybe(Map<String, Object> entry, String field, Object value, boolean there) {
        if (there) {
            entry.put(field, value);
        }
    }
}

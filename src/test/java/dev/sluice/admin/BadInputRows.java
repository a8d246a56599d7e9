package dev.sluice.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** What may be asked wrongly, with the answer that the document has for it. Read by {@link BadInputTest}. */
final class BadInputRows {

    private BadInputRows() {}

    static Arguments row(
            String method, String path, @Nullable JsonObject body, int status, String code, String... paths) {
        return Arguments.of(method, path, body, status, code, List.of(paths));
    }

    static JsonObject of(Object... fields) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }

    static JsonObject peer(Object... fields) {
        return of("name", "new", "host", "10.0.0.1").mergeIn(of(fields));
    }

    private static JsonObject pool(Object... fields) {
        return of("name", "new", "failback_cooldown_s", 0).mergeIn(of(fields));
    }

    private static JsonObject route(Object... fields) {
        return of("domain", "new.example").mergeIn(of(fields));
    }

    private static JsonObject lan(Object... fields) {
        return route("target_peer_id", 1, "target_lan_host", "192.168.1.5", "target_lan_port", 5001)
                .mergeIn(of(fields));
    }

    private static JsonObject members(Object... ids) {
        JsonArray list = new JsonArray();
        for (Object id : ids) {
            list.add(of("peer_id", id));
        }
        return of("members", list);
    }

    static Stream<Arguments> peersRows() {
        return Stream.of(
                row("POST", "/peers", of(), 400, "invalid", "name", "host"),
                row("POST", "/peers", peer("colour", "red"), 400, "invalid", "colour"),
                row("POST", "/peers", peer("name", 7), 400, "invalid", "name"),
                row("POST", "/peers", peer("weight", "1"), 400, "invalid", "weight"),
                row("POST", "/peers", peer("weight", 1.5), 400, "invalid", "weight"),
                row("POST", "/peers", peer("weight", 99999999999L), 400, "invalid", "weight"),
                row("POST", "/peers", peer("enabled", "yes"), 400, "invalid", "enabled"),
                row("POST", "/peers", peer("proxy_port", 65536), 400, "invalid", "proxy_port"),
                row("POST", "/peers", peer("peer_type", "server"), 400, "invalid", "peer_type"),
                row("POST", "/peers", peer("protocol", "h2"), 400, "invalid", "protocol"),
                row("POST", "/peers", peer("tls", "yes"), 400, "invalid", "tls"),
                row("POST", "/peers", peer("tls_ca", "x"), 400, "invalid", "tls_ca"),
                row("POST", "/peers", peer("tls_server_name", "app.test"), 400, "invalid", "tls_server_name"),
                row("POST", "/peers", peer("peer_type", "regular"), 400, "invalid", "port"),
                row("POST", "/peers", peer("host", "a:1"), 400, "invalid", "host"),
                row("POST", "/peers", peer("probe", "http"), 400, "invalid", "probe"),
                row("POST", "/peers", peer("probe", of("kind", "heartbeat")), 400, "invalid", "probe.kind"),
                row(
                        "POST",
                        "/peers",
                        peer("probe", of("interval", 5, "x", 1)),
                        400,
                        "invalid",
                        "probe.interval",
                        "probe.x"),
                row(
                        "POST",
                        "/peers",
                        peer("host", "127.0.0.1", "proxy_port", ApiServer.OWN_PORT),
                        400,
                        "target_forbidden",
                        "proxy_port"),
                row("POST", "/peers", peer("host", "169.254.169.254"), 400, "target_forbidden", "host"),
                row("POST", "/peers", peer("name", "one"), 409, "name_taken", "name"),
                row("GET", "/peers/77", null, 404, "not_found"),
                row("GET", "/peers/abc", null, 404, "not_found"),
                row("PUT", "/peers/77", of(), 404, "not_found"),
                row("DELETE", "/peers/77", null, 404, "not_found"),
                row("POST", "/peers/77/drain", null, 404, "not_found"),
                row("POST", "/peers/77/probe", null, 404, "not_found"),
                row("POST", "/peers/1/resume", of("force", true), 400, "invalid", "force"),
                row("DELETE", "/peers/1", null, 409, "gateway_is_failover_home"),
                row("GET", "/peers?limit=0", null, 400, "invalid", "limit"),
                row("GET", "/peers?limit=251", null, 400, "invalid", "limit"),
                row("GET", "/peers?offset=-1", null, 400, "invalid", "offset"),
                row("GET", "/failover?all=perhaps", null, 400, "invalid", "all"));
    }

    static Stream<Arguments> poolsRows() {
        return Stream.of(
                row("POST", "/gateway-pools", of(), 400, "invalid", "failback_cooldown_s", "name"),
                row("POST", "/gateway-pools", pool("mode", "both"), 400, "invalid", "mode"),
                row("POST", "/gateway-pools", pool("mode", "load_balancing"), 400, "lb_policy_required", "lb_policy"),
                row("POST", "/gateway-pools", pool("lb_policy", "ip_hash"), 400, "invalid", "lb_policy"),
                row("POST", "/gateway-pools", pool("failback_cooldown_s", -1), 400, "invalid", "failback_cooldown_s"),
                row(
                        "PUT",
                        "/gateway-pools/4",
                        new JsonObject().putNull("failback_cooldown_s"),
                        400,
                        "invalid",
                        "failback_cooldown_s"),
                row("POST", "/gateway-pools", pool("name", "four"), 409, "name_taken", "name"),
                row("GET", "/gateway-pools/77", null, 404, "pool_not_found"),
                row("PUT", "/gateway-pools/77", of(), 404, "pool_not_found"),
                row("DELETE", "/gateway-pools/4", null, 409, "pool_in_use"));
    }

    static Stream<Arguments> membersRows() {
        return Stream.of(
                row("PUT", "/gateway-pools/77/members", members(), 404, "pool_not_found"),
                row("PUT", "/gateway-pools/4/members", of(), 400, "invalid", "members"),
                row("PUT", "/gateway-pools/4/members", of("members", 1), 400, "invalid", "members"),
                row(
                        "PUT",
                        "/gateway-pools/4/members",
                        of("members", new JsonArray().add(1)),
                        400,
                        "invalid",
                        "members[0]"),
                row("PUT", "/gateway-pools/4/members", members("1"), 400, "invalid", "members[0].peer_id"),
                row("PUT", "/gateway-pools/4/members", members(1, 2, 1), 400, "duplicate_peer", "members[2].peer_id"),
                row("PUT", "/gateway-pools/4/members", members(1, 3), 400, "peer_not_gateway", "members[1].peer_id"),
                row("PUT", "/gateway-pools/4/members", members(77), 400, "peer_not_found", "members[0].peer_id"),
                row("PUT", "/gateway-pools/4/members", members(), 409, "last_member_in_use"),
                row("POST", "/gateway-pools/4/members", of(), 400, "invalid", "peer_id"),
                row("POST", "/gateway-pools/4/members", of("peer_id", 1), 400, "duplicate_peer", "peer_id"),
                row("PUT", "/gateway-pools/4/members/1", of(), 400, "invalid", "priority"),
                row("DELETE", "/gateway-pools/4/members/3", null, 404, "not_found"));
    }

    static Stream<Arguments> pairingRows() {
        return Stream.of(
                row("POST", "/peers/77/pairing-code", null, 404, "not_found"),
                row("POST", "/peers/3/pairing-code", null, 400, "peer_not_gateway"),
                row("POST", "/peers/1/pairing-code", of("for", "1h"), 400, "invalid", "for"),
                row("POST", "/peers/x/pairing-code", null, 404, "not_found"),
                row("DELETE", "/peers/1/pairing", null, 404, "not_found"),
                row("DELETE", "/peers/77/pairing", null, 404, "not_found"));
    }

    static Stream<Arguments> routesRows() {
        return Stream.of(
                row("POST", "/routes", of(), 400, "invalid", "domain", "target_kind"),
                row("POST", "/routes", route(), 400, "invalid", "target_kind"),
                row("POST", "/routes", route("target_kind", "moon"), 400, "invalid", "target_kind"),
                row("POST", "/routes", route("target_peer_id", "1"), 400, "invalid", "target_peer_id"),
                row("POST", "/routes", route("target_peer_id", 0), 400, "invalid", "target_peer_id"),
                row(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "target_pool_id", 4),
                        400,
                        "conflicting_target",
                        "target_pool_id"),
                row("POST", "/routes", route("target_pool_id", 77), 400, "target_pool_not_found", "target_pool_id"),
                row("POST", "/routes", route("target_pool_id", 7), 400, "target_pool_empty", "target_pool_id"),
                row("POST", "/routes", route("target_peer_id", 77), 400, "peer_not_found", "target_peer_id"),
                row(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "https_redirect", "no", "hsts_max_age_s", 1.5),
                        400,
                        "invalid",
                        "https_redirect",
                        "hsts_max_age_s"),
                row(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "https_enabled", "no"),
                        400,
                        "invalid",
                        "https_enabled"),
                row("POST", "/routes", lan("target_lan_tls", "yes"), 400, "invalid", "target_lan_tls"),
                row("POST", "/routes", lan("target_lan_tls", true), 400, "invalid", "target_lan_tls"),
                row("POST", "/routes", lan("target_lan_mac", "aa:bb:cc:dd:ee"), 400, "invalid", "target_lan_mac"),
                row("POST", "/routes", lan("target_lan_mac", 7), 400, "invalid", "target_lan_mac"),
                row(
                        "POST",
                        "/routes",
                        lan("target_lan_host", "nas.lan", "target_lan_mac", "00:11:32:aa:bb:cc"),
                        400,
                        "invalid",
                        "target_lan_mac"),
                row("PUT", "/routes/5", of("target_lan_tls", "verify"), 400, "invalid", "target_lan_tls"),
                row(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "hsts_max_age_s", 63_072_001),
                        400,
                        "invalid",
                        "hsts_max_age_s"),
                row(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "l4_listen_port", 80),
                        400,
                        "invalid",
                        "l4_listen_port"),
                row(
                        "POST",
                        "/routes",
                        of("domain", "five.example", "target_peer_id", 1),
                        409,
                        "route_exists",
                        "domain"),
                row("PUT", "/routes/5", of("target_pool_id", 4), 400, "conflicting_target", "target_pool_id"),
                row(
                        "PUT",
                        "/routes/8",
                        of("target_kind", "pool", "target_pool_id", 4),
                        409,
                        "loopback_route",
                        "routes.8"),
                row("PUT", "/routes/77", of(), 404, "not_found"),
                row("POST", "/routes/5/pivot", of(), 400, "invalid", "to_peer_id"),
                row("POST", "/routes/5/pivot", of("to_peer_id", 2, "for", "soon"), 400, "invalid", "for"),
                row("POST", "/routes/5/pivot", of("to_peer_id", 3), 400, "peer_not_candidate", "to_peer_id"),
                row("POST", "/routes/8/pivot", of("to_peer_id", 2), 409, "loopback_route", "routes.8"),
                row("POST", "/routes/77/toggle", null, 404, "not_found"));
    }

    private static JsonObject listener(Object... fields) {
        return of("route_type", "l4", "target_peer_id", 1, "l4_listen_port", 7000)
                .mergeIn(of(fields));
    }

    static Stream<Arguments> listenersRows() {
        return Stream.of(
                row("POST", "/routes", listener("l4_listen_port", null), 400, "invalid", "l4_listen_port"),
                row("POST", "/routes", listener("l4_listen_port", 0), 400, "invalid", "l4_listen_port"),
                row("POST", "/routes", listener("l4_listen_port", 65536), 400, "invalid", "l4_listen_port"),
                row("POST", "/routes", listener("l4_listen_port", "7000"), 400, "invalid", "l4_listen_port"),
                row("POST", "/routes", listener("l4_protocol", "udp"), 400, "invalid", "l4_protocol"),
                row("POST", "/routes", listener("l4_tls_mode", "starttls"), 400, "invalid", "l4_tls_mode"),
                row("POST", "/routes", listener("l4_tls_mode", "passthrough"), 400, "invalid", "domain"),
                row("POST", "/routes", listener("domain", "db.example"), 400, "invalid", "domain"),
                row("POST", "/routes", listener("path_prefix", "/x"), 400, "invalid", "path_prefix"),
                row("POST", "/routes", listener("https_enabled", false), 400, "invalid", "https_enabled"),
                row("POST", "/routes", listener("https_redirect", true), 400, "invalid", "https_redirect"),
                row("POST", "/routes", listener("l4_listen_port", 22), 409, "l4_port_blocked", "l4_listen_port"),
                row("POST", "/routes", listener("l4_listen_port", 8080), 409, "l4_port_blocked", "l4_listen_port"),
                row("POST", "/routes", listener("l4_listen_port", 7001), 409, "l4_port_conflict", "l4_listen_port"),
                row(
                        "POST",
                        "/routes",
                        listener("l4_listen_port", 7001, "l4_tls_mode", "passthrough", "domain", "db.example"),
                        409,
                        "l4_port_conflict",
                        "l4_listen_port"),
                row(
                        "POST",
                        "/routes",
                        listener("l4_listen_port", MemoryPorts.HELD),
                        409,
                        "l4_port_in_use",
                        "l4_listen_port"),
                row(
                        "PUT",
                        "/routes/9",
                        of("l4_listen_port", MemoryPorts.HELD),
                        409,
                        "l4_port_in_use",
                        "l4_listen_port"),
                row("PUT", "/routes/5", of("l4_tls_mode", "none"), 400, "invalid", "l4_tls_mode"),
                row("PUT", "/routes/9", of("route_type", "http"), 400, "invalid", "domain"),
                row("GET", "/explain?url=tcp://db.example", null, 400, "invalid", "url"),
                row("GET", "/explain?url=tcp://db.example:7002", null, 404, "no_route"));
    }

    static Stream<Arguments> nowhereRows() {
        return Stream.of(
                row("GET", "/nowhere", null, 404, "not_found"),
                row("PATCH", "/peers/1", of(), 405, "method_not_allowed"),
                row("DELETE", "/peers", null, 405, "method_not_allowed"));
    }
}

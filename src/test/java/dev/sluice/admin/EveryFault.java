package dev.sluice.admin;

import static dev.sluice.admin.EveryOperation.hook;
import static dev.sluice.admin.EveryOperation.of;
import static dev.sluice.admin.EveryOperation.relocation;

import dev.sluice.admin.EveryOperation.Asked;
import dev.sluice.testing.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a request: the same for all operations, and what is of one alone. */
final class EveryFault {

    private final CoveredApi api;

    EveryFault(CoveredApi api) {
        this.api = api;
    }

    /** Calls forth the answer of that status, if it is one that requests of every kind can earn in one way. */
    void general(Asked good, String status) {
        String method = good.method();
        String path = good.path();
        switch (status) {
            case "400" -> {
                api.call(method, path, good.body(), "Host", "127.0.0.1", "Host", "localhost");
                if (good.body() != null && !path.contains("/agent/")) {
                    api.call(method, path, of("no_such_field", 1));
                }
            }
            case "401" -> api.as(null, method, path, good.body());
            case "403" -> api.call(method, path, good.body(), "Host", "evil.example");
            case "404" -> {
                String nowhere = path.replaceFirst("/\\d+", "/999999").replace("one.test", "nowhere.test");
                if (!nowhere.equals(path)) {
                    api.call(method, nowhere, good.body());
                }
            }
            case "412" -> api.call(method, path, good.body(), "If-Match", "\"0\"");
            case "413" ->
                api.call(method, path, null, "Content-Type", "application/json", "Content-Length", "70000000");
            case "415" -> api.call(method, path, "x", "Content-Type", "text/plain");
            default -> {}
        }
    }

    /** What breaks something that is there, and codes of their own. */
    void ofTheirOwn(int heldPort, int ownPort) {
        expect(409, "name_taken", "POST", "/peers", of("name", "One", "host", "10.0.0.1"));
        expect(409, "name_taken", "PUT", "/peers/2", of("name", "one"));
        expect(409, "gateway_is_failover_home", "DELETE", "/peers/1", null);
        expect(409, "drain_would_stop_routes", "POST", "/peers/4/drain", null);
        expect(409, "name_taken", "POST", "/gateway-pools", of("name", "pool", "failback_cooldown_s", 0));
        expect(409, "name_taken", "PUT", "/gateway-pools/2", of("name", "pool"));
        expect(409, "pool_in_use", "DELETE", "/gateway-pools/1", null);
        expect(409, "last_member_in_use", "PUT", "/gateway-pools/1/members", of("members", new JsonArray()));
        expect(409, "last_member_in_use", "DELETE", "/gateway-pools/3/members/4", null);
        expect(
                409,
                "loopback_route",
                "POST",
                "/gateway-pools/1/migrate-routes",
                of("route_ids", new JsonArray().add(3)));
        expect(409, "loopback_route", "POST", "/routes/relocate", relocation(3));
        expect(409, "route_exists", "POST", "/routes", of("domain", "one.test", "target_peer_id", 1));
        expect(409, "route_exists", "PUT", "/routes/2", of("domain", "one.test"));
        expect(409, "loopback_route", "POST", "/routes/3/pivot", of("to_peer_id", 2));
        expect(409, "l4_port_blocked", "POST", "/routes", listener(ownPort));
        expect(409, "l4_port_in_use", "POST", "/routes", listener(heldPort));
        expect(409, "name_taken", "POST", "/tokens", of("name", "token", "scopes", new JsonArray().add("read")));
        expect(409, "password_not_set", "POST", "/session", of("password", "none is set"));
        expect(409, "drill_would_stop_routes", "POST", "/drills", of("peer_id", 4, "for", "5m"));
        expect(409, "name_taken", "POST", "/webhooks", hook("hook"));
        expect(409, "name_taken", "PUT", "/webhooks/2", of("name", "hook"));
        expect(409, "l4_port_blocked", "PUT", "/desired?add=true", document(ownPort));
        expect(400, "target_forbidden", "PUT", "/peers/1", of("host", "169.254.169.254"));
        expect(400, "peer_not_found", "POST", "/gateway-pools/2/members", of("peer_id", 99));
        expect(400, "peer_not_gateway", "POST", "/gateway-pools/2/members", of("peer_id", 3));
        expect(400, "peer_not_candidate", "POST", "/routes/1/pivot", of("to_peer_id", 4));
        expect(400, "duplicate_peer", "PUT", "/gateway-pools/2/members", twice(2));
        expect(400, "lb_policy_required", "PUT", "/gateway-pools/2", of("mode", "load_balancing"));
        JsonObject both = of("domain", "both.test", "target_peer_id", 1, "target_pool_id", 1);
        expect(400, "conflicting_target", "POST", "/routes", both);
        expect(400, "target_pool_not_found", "POST", "/routes", of("domain", "new.test", "target_pool_id", 99));
        expect(400, "target_pool_empty", "POST", "/routes", of("domain", "new.test", "target_pool_id", 2));
        expect(404, "pool_not_found", "GET", "/gateway-pools/99", null);
        expect(404, "no_route", "GET", "/explain?url=http://nowhere.test", null);
        expect(405, "method_not_allowed", "PATCH", "/peers/1", of());
        expect(404, "not_found", "GET", "/nowhere", null);
    }

    /** Once everything has been done, on what the backup brought back. */
    void afterwards() {
        JsonObject port = listener(FreePort.next());
        api.call("POST", "/routes", port);
        expect(409, "l4_port_conflict", "POST", "/routes", port);
        api.call("POST", "/session", of("password", "another password"));
    }

    /** From now on every caller is one too many. */
    void tooManyTries(Map<String, Asked> good) {
        for (int i = 0; i < 11; i++) {
            api.as("wrong", "GET", "/peers", null);
            api.as(null, "POST", "/session", of("password", "another password"));
        }
        good.values().forEach(one -> api.as("wrong", one.method(), one.path(), one.body()));
    }

    /** The answer, which must be this problem. */
    Reply expect(int status, String code, String method, String path, @Nullable Object body, String... headers) {
        Reply reply = api.call(method, path, body, headers);
        if (reply.status() != status || !reply.code().equals(code)) {
            throw new AssertionError(method + " " + path + " " + body + ": actual " + reply.status() + " "
                    + reply.body() + ", expected " + status + " " + code);
        }
        return reply;
    }

    private static JsonObject listener(int port) {
        return of("route_type", "l4", "l4_listen_port", port, "target_peer_id", 1);
    }

    private static JsonObject document(int port) {
        JsonObject route =
                of("route_type", "l4", "l4_listen_port", port, "target_kind", "gateway", "target_peer", "one");
        return of("sluice", 1, "routes", new JsonArray(List.of(route)));
    }

    private static JsonObject twice(int peer) {
        return of("members", new JsonArray().add(of("peer_id", peer)).add(of("peer_id", peer)));
    }
}

package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented answer to everything that is wrong. Gateways 1 and 2, regular peer 3, pool 4 of 1 and 2, route 5. */
class BadInputTest {

    private static ApiServer api;

    @BeforeAll
    static void open() {
        api = new ApiServer();
        assertThat(api.gateway("one")).isEqualTo(1);
        assertThat(api.gateway("two")).isEqualTo(2);
        assertThat(api.regular("three")).isEqualTo(3);
        assertThat(api.pool("four", 1, 2)).isEqualTo(4);
        assertThat(api.pinned("five.example", 1)).isEqualTo(5);
        JsonObject pooled = new JsonObject().put("domain", "six.example").put("target_pool_id", 4);
        assertThat(api.post("/routes", pooled).id()).isEqualTo(6);
        assertThat(api.pool("seven")).isEqualTo(7);
        JsonObject loopback = new JsonObject().put("domain", "eight.example").put("target_peer_id", 1);
        loopback.put("target_lan_host", "localhost").put("target_lan_port", 22);
        assertThat(api.post("/routes", loopback).id()).isEqualTo(8);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static JsonObject of(Object... fields) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }

    private static JsonObject peer(Object... fields) {
        return of("name", "new", "host", "10.0.0.1").mergeIn(of(fields));
    }

    private static JsonObject pool(Object... fields) {
        return of("name", "new", "failback_cooldown_s", 0).mergeIn(of(fields));
    }

    private static JsonObject route(Object... fields) {
        return of("domain", "new.example").mergeIn(of(fields));
    }

    private static JsonObject members(Object... ids) {
        JsonArray list = new JsonArray();
        for (Object id : ids) {
            list.add(of("peer_id", id));
        }
        return of("members", list);
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                // peers
                arguments("POST", "/peers", of(), 400, "invalid", List.of("name", "host")),
                arguments("POST", "/peers", peer("colour", "red"), 400, "invalid", List.of("colour")),
                arguments("POST", "/peers", peer("name", 7), 400, "invalid", List.of("name")),
                arguments("POST", "/peers", peer("weight", "1"), 400, "invalid", List.of("weight")),
                arguments("POST", "/peers", peer("weight", 1.5), 400, "invalid", List.of("weight")),
                arguments("POST", "/peers", peer("weight", 99999999999L), 400, "invalid", List.of("weight")),
                arguments("POST", "/peers", peer("enabled", "yes"), 400, "invalid", List.of("enabled")),
                arguments("POST", "/peers", peer("proxy_port", 65536), 400, "invalid", List.of("proxy_port")),
                arguments("POST", "/peers", peer("peer_type", "server"), 400, "invalid", List.of("peer_type")),
                arguments("POST", "/peers", peer("peer_type", "regular"), 400, "invalid", List.of("port")),
                arguments("POST", "/peers", peer("host", "a:1"), 400, "invalid", List.of("host")),
                arguments("POST", "/peers", peer("probe", "http"), 400, "invalid", List.of("probe")),
                arguments(
                        "POST",
                        "/peers",
                        peer("probe", of("kind", "heartbeat")),
                        400,
                        "invalid",
                        List.of("probe.kind")),
                arguments(
                        "POST",
                        "/peers",
                        peer("probe", of("interval", 5, "x", 1)),
                        400,
                        "invalid",
                        List.of("probe.interval", "probe.x")),
                arguments(
                        "POST",
                        "/peers",
                        peer("host", "127.0.0.1", "proxy_port", ApiServer.OWN_PORT),
                        400,
                        "target_forbidden",
                        List.of("proxy_port")),
                arguments("POST", "/peers", peer("host", "169.254.169.254"), 400, "target_forbidden", List.of("host")),
                arguments("POST", "/peers", peer("name", "one"), 409, "name_taken", List.of("name")),
                arguments("GET", "/peers/77", null, 404, "not_found", List.of()),
                arguments("GET", "/peers/abc", null, 404, "not_found", List.of()),
                arguments("PUT", "/peers/77", of(), 404, "not_found", List.of()),
                arguments("DELETE", "/peers/77", null, 404, "not_found", List.of()),
                arguments("POST", "/peers/77/drain", null, 404, "not_found", List.of()),
                arguments("POST", "/peers/77/probe", null, 404, "not_found", List.of()),
                arguments("POST", "/peers/1/resume", of("force", true), 400, "invalid", List.of("force")),
                arguments("DELETE", "/peers/1", null, 409, "gateway_is_failover_home", List.of()),
                arguments("GET", "/peers?limit=0", null, 400, "invalid", List.of("limit")),
                arguments("GET", "/peers?limit=251", null, 400, "invalid", List.of("limit")),
                arguments("GET", "/peers?offset=-1", null, 400, "invalid", List.of("offset")),
                arguments("GET", "/failover?all=perhaps", null, 400, "invalid", List.of("all")),
                // pools
                arguments("POST", "/gateway-pools", of(), 400, "invalid", List.of("failback_cooldown_s", "name")),
                arguments("POST", "/gateway-pools", pool("mode", "both"), 400, "invalid", List.of("mode")),
                arguments(
                        "POST",
                        "/gateway-pools",
                        pool("mode", "load_balancing"),
                        400,
                        "lb_policy_required",
                        List.of("lb_policy")),
                arguments("POST", "/gateway-pools", pool("lb_policy", "ip_hash"), 400, "invalid", List.of("lb_policy")),
                arguments(
                        "POST",
                        "/gateway-pools",
                        pool("failback_cooldown_s", -1),
                        400,
                        "invalid",
                        List.of("failback_cooldown_s")),
                arguments(
                        "PUT",
                        "/gateway-pools/4",
                        new JsonObject().putNull("failback_cooldown_s"),
                        400,
                        "invalid",
                        List.of("failback_cooldown_s")),
                arguments("POST", "/gateway-pools", pool("name", "four"), 409, "name_taken", List.of("name")),
                arguments("GET", "/gateway-pools/77", null, 404, "pool_not_found", List.of()),
                arguments("PUT", "/gateway-pools/77", of(), 404, "pool_not_found", List.of()),
                arguments("DELETE", "/gateway-pools/4", null, 409, "pool_in_use", List.of()),
                // members
                arguments("PUT", "/gateway-pools/77/members", members(), 404, "pool_not_found", List.of()),
                arguments("PUT", "/gateway-pools/4/members", of(), 400, "invalid", List.of("members")),
                arguments("PUT", "/gateway-pools/4/members", of("members", 1), 400, "invalid", List.of("members")),
                arguments(
                        "PUT",
                        "/gateway-pools/4/members",
                        of("members", new JsonArray().add(1)),
                        400,
                        "invalid",
                        List.of("members[0]")),
                arguments(
                        "PUT", "/gateway-pools/4/members", members("1"), 400, "invalid", List.of("members[0].peer_id")),
                arguments(
                        "PUT",
                        "/gateway-pools/4/members",
                        members(1, 2, 1),
                        400,
                        "duplicate_peer",
                        List.of("members[2].peer_id")),
                arguments(
                        "PUT",
                        "/gateway-pools/4/members",
                        members(1, 3),
                        400,
                        "peer_not_gateway",
                        List.of("members[1].peer_id")),
                arguments(
                        "PUT",
                        "/gateway-pools/4/members",
                        members(77),
                        400,
                        "peer_not_found",
                        List.of("members[0].peer_id")),
                arguments("PUT", "/gateway-pools/4/members", members(), 409, "last_member_in_use", List.of()),
                arguments("POST", "/gateway-pools/4/members", of(), 400, "invalid", List.of("peer_id")),
                arguments(
                        "POST",
                        "/gateway-pools/4/members",
                        of("peer_id", 1),
                        400,
                        "duplicate_peer",
                        List.of("peer_id")),
                arguments("PUT", "/gateway-pools/4/members/1", of(), 400, "invalid", List.of("priority")),
                arguments("DELETE", "/gateway-pools/4/members/3", null, 404, "not_found", List.of()),
                arguments("POST", "/gateway-pools/4/migrate-routes", of(), 400, "invalid", List.of("route_ids")),
                arguments(
                        "POST",
                        "/gateway-pools/4/migrate-routes",
                        of("route_ids", new JsonArray().add("5").add(77)),
                        400,
                        "invalid",
                        List.of("route_ids[0]", "route_ids[1]")),
                arguments(
                        "POST",
                        "/gateway-pools/4/migrate-routes",
                        of("route_ids", new JsonArray().add(8)),
                        409,
                        "loopback_route",
                        List.of("routes.8")),
                // routes
                arguments("POST", "/routes", of(), 400, "invalid", List.of("domain", "target_kind")),
                arguments("POST", "/routes", route(), 400, "invalid", List.of("target_kind")),
                arguments("POST", "/routes", route("target_kind", "moon"), 400, "invalid", List.of("target_kind")),
                arguments("POST", "/routes", route("target_peer_id", "1"), 400, "invalid", List.of("target_peer_id")),
                arguments("POST", "/routes", route("target_peer_id", 0), 400, "invalid", List.of("target_peer_id")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "target_pool_id", 4),
                        400,
                        "conflicting_target",
                        List.of("target_pool_id")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_pool_id", 77),
                        400,
                        "target_pool_not_found",
                        List.of("target_pool_id")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_pool_id", 7),
                        400,
                        "target_pool_empty",
                        List.of("target_pool_id")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_peer_id", 77),
                        400,
                        "peer_not_found",
                        List.of("target_peer_id")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "route_type", "l4"),
                        400,
                        "invalid",
                        List.of("route_type")),
                arguments(
                        "POST",
                        "/routes",
                        route("target_peer_id", 1, "l4_listen_port", 80),
                        400,
                        "invalid",
                        List.of("l4_listen_port")),
                arguments(
                        "POST",
                        "/routes",
                        of("domain", "five.example", "target_peer_id", 1),
                        409,
                        "route_exists",
                        List.of("domain")),
                arguments(
                        "PUT",
                        "/routes/5",
                        of("target_pool_id", 4),
                        400,
                        "conflicting_target",
                        List.of("target_pool_id")),
                arguments(
                        "PUT",
                        "/routes/8",
                        of("target_kind", "pool", "target_pool_id", 4),
                        409,
                        "loopback_route",
                        List.of("routes.8")),
                arguments("PUT", "/routes/77", of(), 404, "not_found", List.of()),
                arguments("POST", "/routes/5/pivot", of(), 400, "invalid", List.of("to_peer_id")),
                arguments(
                        "POST", "/routes/5/pivot", of("to_peer_id", 2, "for", "soon"), 400, "invalid", List.of("for")),
                arguments(
                        "POST",
                        "/routes/5/pivot",
                        of("to_peer_id", 3),
                        400,
                        "peer_not_candidate",
                        List.of("to_peer_id")),
                arguments("POST", "/routes/8/pivot", of("to_peer_id", 2), 409, "loopback_route", List.of("routes.8")),
                arguments("POST", "/routes/77/toggle", null, 404, "not_found", List.of()),
                // nowhere
                arguments("GET", "/nowhere", null, 404, "not_found", List.of()),
                arguments("PATCH", "/peers/1", of(), 405, "method_not_allowed", List.of()),
                arguments("DELETE", "/peers", null, 405, "method_not_allowed", List.of()));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
    @MethodSource("rows")
    void theAnswerIsTheDocumentedOne(
            String method, String path, JsonObject body, int status, String code, List<String> paths) {
        long revision = api.plane.snapshot().desired().revision();

        Reply reply = api.call(method, path, body);

        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.paths()).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(api.plane.snapshot().desired().revision()).isEqualTo(revision);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, Buffer.buffer("{\"name\":\n  oops}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getString("detail")).contains("line 2, column").doesNotContain("oops");
        for (String text : List.of("[]", "1", "\"x\"", "null", "{} x", "{\"a\":1")) {
            Reply other = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, Buffer.buffer(text));
            assertThat(other.paths()).as(text).containsExactly("body");
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
            Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, peer().toBuffer(), "Content-Type", type);
            assertThat(reply.code()).isEqualTo("unsupported_media_type");
        }
        Reply charset = api.raw(
                "POST",
                "/api/v1/peers",
                ApiServer.ADMIN,
                of().toBuffer(),
                "Content-Type",
                "application/json; charset=utf-8");
        assertThat(charset.code()).isEqualTo("invalid");
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsRefused() {
        Buffer huge = of("name", "x".repeat(1024 * 1024)).toBuffer();

        Reply reply = api.raw("POST", "/api/v1/peers", ApiServer.ADMIN, huge);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("too_large");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        assertThat(api.call("PATCH", "/peers/1", of()).header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT");
        assertThat(api.raw("POST", "/health/live", null, Buffer.buffer()).header("Allow"))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        assertThat(api.put("/peers/1", of("weight", 2), "If-Match", "5").paths())
                .containsExactly("If-Match");
        assertThat(api.put("/peers/1", of("weight", 2), "If-Match", "W/\"1\"").code())
                .isEqualTo("stale");
        assertThat(api.put("/routes/5", of("rescue", false), "If-Match", "\"99\", \"98\"")
                        .code())
                .isEqualTo("stale");
    }

    @Test
    void pathsWithTricksAreRefused() {
        for (String path : List.of("/api/v1/peers/..%2f1", "/api/v1/peers/%2e%2e/peers", "/api/v1/../v1/peers")) {
            assertThat(api.raw("GET", path, ApiServer.ADMIN, Buffer.buffer()).paths())
                    .as(path)
                    .containsExactly("path");
        }
    }
}

package dev.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.rule.Features;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Pools and their members over HTTP. */
class PoolsApiTest extends ApiTest {

    private static JsonObject member(long peerId) {
        return new JsonObject().put("peer_id", peerId);
    }

    @Test
    void aPoolIsMadeChangedAndTakenAway() {
        Reply made =
                api.post("/gateway-pools", new JsonObject().put("name", "site").put("failback_cooldown_s", 60));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/gateway-pools/" + made.id());
        assertThat(made.json().getString("mode")).isEqualTo("failover");
        assertThat(made.json().getJsonArray("members")).isEmpty();

        String one = "/gateway-pools/" + made.id();
        JsonObject balanced = new JsonObject().put("mode", "load_balancing").put("lb_policy", "ip_hash");
        assertThat(api.put(one, balanced).json().getString("lb_policy")).isEqualTo("ip_hash");
        Reply back = api.put(one, new JsonObject().put("mode", "failover").put("outage_message", "gone"));
        assertThat(back.json().getValue("lb_policy")).isNull();
        assertThat(back.json().getString("outage_message")).isEqualTo("gone");
        assertThat(api.put(one, back.json()).header("ETag")).isEqualTo(back.header("ETag"));

        assertThat(api.delete(one).status()).isEqualTo(204);
        assertThat(api.get(one).code()).isEqualTo("pool_not_found");
    }

    @Test
    void membersAreReplacedByListOrObjectAndShowTheirState() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a, b);
        api.plane.dies(a);
        String members = "/gateway-pools/" + pool + "/members";

        JsonArray items = api.get(members).items();
        assertThat(items.getJsonObject(0).getString("state")).isEqualTo("down");
        assertThat(items.getJsonObject(1).getString("state")).isEqualTo("alive");

        Buffer list = new JsonArray().add(member(b)).add(member(a)).toBuffer();
        Reply replaced = api.raw("PUT", "/api/v1" + members, ApiServer.ADMIN, list);
        assertThat(replaced.items().getJsonObject(0).getLong("peer_id")).isEqualTo(b);
        assertThat(replaced.items().getJsonObject(0).getInteger("priority")).isEqualTo(1);

        // What was answered may be sent back.
        Reply again = api.put(members, new JsonObject().put("members", replaced.items()));
        assertThat(again.header("ETag")).isEqualTo(replaced.header("ETag"));
        assertThat(api.get("/gateway-pools/" + pool).json().getJsonArray("members"))
                .hasSize(2);
    }

    @Test
    void oneMemberIsAddedMovedAndTakenOut() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a);
        String members = "/gateway-pools/" + pool + "/members";

        Reply added = api.post(members, member(b));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/api/v1" + members + "/" + b);
        assertThat(added.json().getInteger("position")).isEqualTo(2);

        Reply moved = api.put(members + "/" + b, new JsonObject().put("priority", 0));
        assertThat(moved.json().getInteger("position")).isEqualTo(1);

        assertThat(api.delete(members + "/" + b).status()).isEqualTo(204);
        assertThat(api.get(members).items()).hasSize(1);
        assertThat(api.delete(members + "/" + b).code()).isEqualTo("not_found");
    }

    @Test
    void pinnedRoutesMigrateAndLoopbackOnesOnlyByTheOperatorsWord() {
        long a = api.gateway("a");
        long pool = api.pool("site", a);
        long plain = api.pinned("plain.example", a);
        JsonObject body = new JsonObject().put("domain", "loop.example").put("target_peer_id", a);
        long loop = api.post("/routes", body.put("target_lan_host", "127.0.0.1").put("target_lan_port", 22))
                .id();

        JsonObject group =
                api.get("/gateway-pools/migration-candidates").items().getJsonObject(0);
        assertThat(group.getLong("peer_id")).isEqualTo(a);
        assertThat(group.getJsonArray("routes").getJsonObject(0).getBoolean("loopback"))
                .isFalse();
        assertThat(group.getJsonArray("routes").getJsonObject(1).getBoolean("loopback"))
                .isTrue();

        String migrate = "/gateway-pools/" + pool + "/migrate-routes";
        JsonObject both =
                new JsonObject().put("route_ids", new JsonArray().add(plain).add(loop));
        Reply refused = api.post(migrate, both);
        assertThat(refused.code()).isEqualTo("loopback_route");
        assertThat(api.get("/routes/" + plain).json().getLong("target_peer_id")).isEqualTo(a);

        assertThat(api.post(migrate, both.put("allow_loopback", true)).json().getInteger("migrated"))
                .isEqualTo(2);
        assertThat(api.get("/routes/" + plain).json().getLong("target_pool_id")).isEqualTo(pool);
        assertThat(api.post(migrate, both).json().getInteger("migrated")).isZero();
        assertThat(api.get("/gateway-pools/migration-candidates").items()).isEmpty();
    }

    @Test
    void routesGetAnotherHomeForGoodAllOrNone() {
        long a = api.gateway("a");
        long b = api.gateway("b");
        long pool = api.pool("site", a);
        long pinned = api.pinned("pinned.example", a);
        long pooled = api.post(
                        "/routes",
                        new JsonObject().put("domain", "pooled.example").put("target_pool_id", pool))
                .id();
        JsonArray items = new JsonArray()
                .add(new JsonObject().put("id", pinned))
                .add(new JsonObject()
                        .put("id", pooled)
                        .put("target_lan_host", "192.168.2.9")
                        .put("target_lan_port", 8080));
        JsonObject body = new JsonObject().put("target_peer_id", b).put("items", items);

        Reply refused = api.post(
                "/routes/relocate", body.copy().put("items", items.copy().add(new JsonObject().put("id", 4711))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.paths()).containsExactly("items[2].id");
        assertThat(api.get("/routes/" + pinned).json().getLong("target_peer_id"))
                .isEqualTo(a);

        assertThat(api.post("/routes/relocate", body).json().getInteger("relocated"))
                .isEqualTo(2);
        JsonObject moved = api.get("/routes/" + pooled).json();
        assertThat(moved.getString("target_kind")).isEqualTo("gateway");
        assertThat(moved.getLong("target_peer_id")).isEqualTo(b);
        assertThat(moved.getString("target_lan_host")).isEqualTo("192.168.2.9");
        assertThat(api.post("/routes/relocate", body).json().getInteger("relocated"))
                .isZero();
    }

    @Test
    void whatTheOperatorLockedIs403AndReadsGoOn() {
        try (ApiServer locked = new ApiServer(new Features(false, false))) {
            Reply refused = locked.post(
                    "/gateway-pools", new JsonObject().put("name", "site").put("failback_cooldown_s", 60));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("feature_locked");
            assertThat(locked.get("/gateway-pools").status()).isEqualTo(200);
        }
    }
}

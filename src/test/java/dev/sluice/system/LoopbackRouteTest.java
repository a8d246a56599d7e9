package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.PeerProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** A LAN host of 127.0.0.1 means "on that gateway itself": no other machine may answer for it. */
class LoopbackRouteTest {

    @Test
    void aSubstituteNeverServesAnothersLoopback() {
        try (Site site = new Site()) {
            PeerProcess a = site.gateway("A");
            PeerProcess b = site.gateway("B");
            long pool = site.pool(Site.failoverPool(60), a, b);
            long ssh = site.sluice()
                    .create(
                            "/routes",
                            new JsonObject()
                                    .put("domain", "ssh.test")
                                    .put("target_kind", "gateway")
                                    .put("target_peer_id", site.id(a))
                                    .put("target_lan_host", "127.0.0.1")
                                    .put("target_lan_port", 22));
            long web = site.pinnedRoute("web.test", a);
            assertThat(Gets.one(site.sluice().httpPort(), "ssh.test").headers().firstValue("x-peer"))
                    .contains("A");
            migrationIsRefused(site, pool, ssh);

            a.kill9();
            assertThat(Gets.one(site.sluice().httpPort(), "ssh.test").status()).isEqualTo(503);
            site.awaitServing(web, b);
            site.awaitServing(ssh, null);
            assertThat(Gets.one(site.sluice().httpPort(), "ssh.test").status()).isEqualTo(503);
            assertThat(site.route(ssh).getJsonObject("serving").getString("cause"))
                    .isEqualTo("loopback_home_down");
            assertThat(Gets.one(site.sluice().httpPort(), "web.test").headers().firstValue("x-peer"))
                    .contains("B");
        }
    }

    private static void migrationIsRefused(Site site, long pool, long route) {
        JsonObject move = new JsonObject().put("route_ids", new JsonArray().add(route));
        String path = "/api/v1/gateway-pools/" + pool + "/migrate-routes";
        assertThat(site.sluice().admin().post(path, move).expect(409).body().getString("code"))
                .isEqualTo("loopback_route");
        assertThat(site.route(route).getString("target_kind")).isEqualTo("gateway");
    }
}

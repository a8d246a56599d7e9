package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One gateway serves routes of every kind and is killed: each of them fares as readiness said it would. */
class ForetoldLossTest {

    private final Map<Long, String> domains = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    @Test
    void aLossIsWhatReadinessSaid() {
        try (CrowdSite site = new CrowdSite(Map.of("SLUICE_WATCHDOG_INTERVAL", "100ms"))) {
            List<Gateway> crowd = site.gateways("main", "good", "next", "dead", "drained", "disabled", "drilled");
            crowd.forEach(gateway -> names.put(site.id(gateway), gateway.name()));
            Gateway main = crowd.get(0);
            Gateway good = crowd.get(1);
            Gateway next = crowd.get(2);
            Gateway dead = crowd.get(3);
            Gateway drained = crowd.get(4);
            Gateway disabled = crowd.get(5);
            Gateway drilled = crowd.get(6);
            dead.kill();
            site.awaitState(dead, "down");
            command(site, "/peers/" + site.id(drained) + "/drain", new JsonObject());
            site.sluice()
                    .admin()
                    .put("/api/v1/peers/" + site.id(disabled), new JsonObject().put("enabled", false))
                    .expect(200);

            pooled(site, "alone", main);
            pooled(site, "standby-down", main, dead);
            pooled(site, "standby-drained", main, drained);
            pooled(site, "standby-disabled", main, disabled);
            pooled(site, "standby-good", main, good);
            pooled(site, "second-standby", main, dead, next, good);
            pooled(site, "standby-drilled", main, drilled);
            balanced(site, "balanced", main, good, dead);
            balanced(site, "balanced-alone", main, drained);
            pinned(site, "pinned", main, new JsonObject());
            pinned(site, "stays-home", main, new JsonObject().put("failover", false));
            pinned(
                    site,
                    "loopback",
                    main,
                    new JsonObject().put("target_lan_host", "127.0.0.1").put("target_lan_port", 8080));
            long overridden = pooled(site, "overridden", good, next, main);
            command(site, "/routes/" + overridden + "/pivot", new JsonObject().put("to_peer_id", site.id(main)));
            site.sluice()
                    .create(
                            "/drills",
                            new JsonObject().put("peer_id", site.id(drilled)).put("for", "10m"));

            Map<String, JsonObject> said = readiness(site);
            says(said, "alone", null, "no_other_member");
            says(said, "standby-down", null, "no_usable_member");
            says(said, "standby-drained", null, "no_usable_member");
            says(said, "standby-disabled", null, "no_usable_member");
            says(said, "standby-good", "good", null);
            says(said, "second-standby", "next", null);
            says(said, "standby-drilled", "drilled", null);
            says(said, "balanced", null, null);
            says(said, "balanced-alone", null, "no_usable_member");
            says(said, "pinned", "good", null);
            says(said, "stays-home", null, "failover_off");
            says(said, "loopback", null, "loopback");
            says(said, "overridden", "good", null);

            main.kill();
            site.awaitState(main, "down");
            said.values().forEach(route -> cameTrue(site, route));
            assertThat(readiness(site).get("standby-good").getString("why_not")).isEqualTo("no_usable_member");
            assertThat(readiness(site).get("alone").getString("why_not")).isEqualTo("outage");
        }
    }

    private void says(Map<String, JsonObject> said, String route, @Nullable String onto, @Nullable String whyNot) {
        JsonObject readiness = said.get(route);
        assertThat(readiness.getBoolean("survives")).as(readiness.encode()).isEqualTo(whyNot == null);
        assertThat(readiness.getString("why_not")).as(readiness.encode()).isEqualTo(whyNot);
        Long peer = readiness.getLong("onto_peer_id");
        assertThat(peer == null ? null : names.get(peer)).as(readiness.encode()).isEqualTo(onto);
    }

    private void cameTrue(CrowdSite site, JsonObject readiness) {
        String domain = readiness.getString("domain");
        Long onto = readiness.getLong("onto_peer_id");
        await().atMost(CrowdSite.PATIENCE).untilAsserted(() -> {
            var answer = site.ask(domain);
            assertThat(answer.status()).as(readiness.encode()).isEqualTo(readiness.getBoolean("survives") ? 200 : 503);
            if (onto != null) {
                assertThat(answer.headers().firstValue("x-peer"))
                        .as(readiness.encode())
                        .hasValue(names.get(onto));
            }
        });
    }

    private Map<String, JsonObject> readiness(CrowdSite site) {
        Map<String, JsonObject> byName = new HashMap<>();
        for (Object item : site.sluice().get("/readiness?limit=250").getJsonArray("items")) {
            JsonObject route = (JsonObject) item;
            byName.put(domains.get(route.getLong("route_id")), route);
        }
        return byName;
    }

    private long pooled(CrowdSite site, String name, Gateway... members) {
        return route(site, name, site.pool(name, 600, members));
    }

    private void balanced(CrowdSite site, String name, Gateway... members) {
        long pool = site.pool(name, 600, members);
        site.sluice()
                .admin()
                .put(
                        "/api/v1/gateway-pools/" + pool,
                        new JsonObject().put("mode", "load_balancing").put("lb_policy", "round_robin"))
                .expect(200);
        route(site, name, pool);
    }

    private long route(CrowdSite site, String name, long pool) {
        return known(site, name, new JsonObject().put("target_kind", "pool").put("target_pool_id", pool));
    }

    private void pinned(CrowdSite site, String name, Gateway home, JsonObject rest) {
        known(site, name, rest.put("target_kind", "gateway").put("target_peer_id", site.id(home)));
    }

    private long known(CrowdSite site, String name, JsonObject route) {
        long id = site.sluice().create("/routes", route.put("domain", name + ".test"));
        domains.put(id, name);
        return id;
    }

    private static void command(CrowdSite site, String path, JsonObject body) {
        site.sluice().admin().post("/api/v1" + path, body).expect(200);
    }
}

package dev.sluice.system;

import static org.awaitility.Awaitility.await;

import dev.sluice.testing.Rest;
import dev.sluice.testing.SluiceProcess;
import dev.sluice.testing.StandInCrowd;
import dev.sluice.testing.StandInCrowd.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A site under test whose gateways live in this JVM, so that there may be many: one Sluice and a crowd. */
final class CrowdSite implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final StandInCrowd crowd = new StandInCrowd();
    private final SluiceProcess sluice;
    private final Map<Gateway, Long> ids = new HashMap<>();

    CrowdSite(Map<String, String> environment) {
        try {
            sluice = SluiceProcess.start(environment);
        } catch (RuntimeException | Error e) {
            crowd.close();
            throw e;
        }
    }

    SluiceProcess sluice() {
        return sluice;
    }

    StandInCrowd crowd() {
        return crowd;
    }

    /** New gateways, known to Sluice and ALIVE. */
    List<Gateway> gateways(String... names) {
        List<Gateway> fresh = new ArrayList<>();
        for (String name : names) {
            Gateway gateway = crowd.gateway(name);
            fresh.add(gateway);
            ids.put(
                    gateway,
                    sluice.create(
                            "/peers",
                            new JsonObject()
                                    .put("name", name)
                                    .put("host", gateway.host())
                                    .put("peer_type", "gateway")
                                    .put("proxy_port", StandInCrowd.PORT)));
        }
        fresh.forEach(gateway -> awaitState(gateway, "alive"));
        return fresh;
    }

    long id(Gateway gateway) {
        return Objects.requireNonNull(ids.get(gateway), gateway.name());
    }

    /** A failover pool of these, the first being the primary. */
    long pool(String name, int cooldownS, Gateway... members) {
        JsonArray list = new JsonArray();
        for (Gateway member : members) {
            list.add(new JsonObject().put("peer_id", id(member)));
        }
        long pool = sluice.create("/gateway-pools", Site.failoverPool(cooldownS).put("name", name));
        sluice.admin()
                .put("/api/v1/gateway-pools/" + pool + "/members", new JsonObject().put("members", list))
                .expect(200);
        return pool;
    }

    long pinnedRoute(String domain, Gateway home) {
        return sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", domain)
                        .put("target_kind", "gateway")
                        .put("target_peer_id", id(home)));
    }

    JsonObject route(long routeId) {
        return sluice.get("/routes/" + routeId);
    }

    JsonObject health(Gateway gateway) {
        return sluice.get("/peers/" + id(gateway)).getJsonObject("health");
    }

    String state(Gateway gateway) {
        return health(gateway).getString("state");
    }

    void awaitState(Gateway gateway, String state) {
        await().atMost(PATIENCE).pollInterval(LOOK).until(() -> state(gateway).equals(state));
    }

    /** Waits until that gateway serves the route; null waits for an outage. */
    void awaitServing(long routeId, @Nullable Gateway gateway) {
        Long expected = gateway == null ? null : id(gateway);
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> Objects.equals(expected, route(routeId).getLong("serving_peer_id")));
    }

    Rest.Answer ask(String domain) {
        return Gets.one(sluice.httpPort(), domain);
    }

    /** The newest 250 events of the activity log, oldest first. */
    List<JsonObject> events() {
        List<JsonObject> events = new ArrayList<>(sluice.get("/logs/activity?limit=250").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList());
        Collections.reverse(events);
        return events;
    }

    @Override
    public void close() {
        try {
            sluice.close();
        } finally {
            crowd.close();
        }
    }
}

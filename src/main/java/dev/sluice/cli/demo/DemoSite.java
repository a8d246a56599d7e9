package dev.sluice.cli.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The site as the operator tells the front door of it: two gateways, a pool, a route. Blocks; not for an event loop. */
final class DemoSite {

    static final String DOMAIN = "nas.demo.test";
    static final String POOL = "Home network";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DemoApi api;

    DemoSite(DemoApi api) {
        this.api = api;
    }

    /** What is asked until it holds. */
    @FunctionalInterface
    private interface Asked {
        boolean holds() throws IOException, InterruptedException;
    }

    /** The id of a new peer for that agent. */
    long createGateway(AgentProcess agent) throws IOException, InterruptedException {
        return api.post(
                        "/peers",
                        new JsonObject()
                                .put("name", agent.name())
                                .put("host", "127.0.0.1")
                                .put("peer_type", "gateway")
                                .put("proxy_port", agent.proxyPort())
                                .put("api_port", agent.apiPort()))
                .getLong("id");
    }

    /** The arguments by which an agent is paired: those of the command that an operator would enter. */
    List<String> pairingArguments(long peerId) throws IOException, InterruptedException {
        List<String> command = Arrays.asList(api.pairingCommand(peerId).split(" "));
        return command.subList(command.indexOf("agent") + 1, command.size());
    }

    /** The id of a new route, pinned to the first of both, with a pool of both. */
    long createPoolAndRoute(long homeId, long siblingId, int cooldownS, int lanPort)
            throws IOException, InterruptedException {
        long poolId = api.post(
                        "/gateway-pools",
                        new JsonObject()
                                .put("name", POOL)
                                .put("mode", "failover")
                                .put("failback_cooldown_s", cooldownS))
                .getLong("id");
        api.putMembers(
                poolId,
                new JsonObject()
                        .put(
                                "members",
                                new JsonArray()
                                        .add(new JsonObject().put("peer_id", homeId))
                                        .add(new JsonObject().put("peer_id", siblingId))));
        return api.post(
                        "/routes",
                        new JsonObject()
                                .put("domain", DOMAIN)
                                .put("target_kind", "gateway")
                                .put("target_peer_id", homeId)
                                .put("target_lan_host", DemoLan.HOST)
                                .put("target_lan_port", lanPort))
                .getLong("id");
    }

    /** Waits until both agents have their config, home serves the route, and the route would survive home's loss. */
    void awaitReady(long routeId, long homeId) throws IOException, InterruptedException {
        await("the route ready for a failover", () -> api.get("/readiness").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .anyMatch(item -> item.getLong("route_id") == routeId && item.getBoolean("survives")));
        await("both agents with their config", () -> api.get("/peers").getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getJsonObject("agent"))
                .allMatch(
                        agent -> agent != null && agent.getBoolean("connected") && agent.getBoolean("config_current")));
        awaitServing(routeId, homeId);
    }

    /** Waits until that peer serves the route. */
    void awaitServing(long routeId, long peerId) throws IOException, InterruptedException {
        await(
                "route " + routeId + " served by peer " + peerId,
                () -> Objects.equals(api.get("/routes/" + routeId).getLong("serving_peer_id"), peerId));
    }

    /** Why the route is where it is. */
    String cause(long routeId) throws IOException, InterruptedException {
        return api.get("/routes/" + routeId).getJsonObject("serving").getString("cause");
    }

    private static void await(String what, Asked asked) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!asked.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(what + ": actual not so, expected within " + PATIENCE.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}

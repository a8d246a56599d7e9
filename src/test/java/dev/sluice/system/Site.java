package dev.sluice.system;

import static org.awaitility.Awaitility.await;

import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A site under test: Sluice, and gateway processes that were made known to it. Gone with {@link #close}. */
public final class Site implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SluiceProcess sluice;
    private final Map<PeerProcess, Long> peers = new LinkedHashMap<>();

    public Site(SluiceProcess sluice) {
        this.sluice = sluice;
    }

    public Site(Map<String, String> environment) {
        this(SluiceProcess.start(environment));
    }

    public Site() {
        this(Map.of());
    }

    public SluiceProcess sluice() {
        return sluice;
    }

    /** A new gateway process, known to Sluice and ALIVE. */
    public PeerProcess gateway(String name) {
        PeerProcess peer = PeerProcess.start(name);
        peers.put(peer, 0L); // so that it is closed whatever happens
        peers.put(peer, gateway(name, "127.0.0.1", peer.port()));
        return peer;
    }

    /** Makes a gateway known that runs already, and waits until it is ALIVE; its id. */
    public long gateway(String name, String host, int port) {
        long id = sluice.create(
                "/peers",
                new JsonObject()
                        .put("name", name)
                        .put("host", host)
                        .put("peer_type", "gateway")
                        .put("proxy_port", port));
        awaitState(id, "alive");
        return id;
    }

    public long id(PeerProcess peer) {
        return peers.get(peer);
    }

    /** Asks for the ids of its gateways again: one that was deleted and made anew has another. */
    public void lookUpIds() {
        sluice.get("/peers").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .forEach(known -> peers.replaceAll(
                        (peer, id) -> known.getString("name").equals(peer.name()) ? known.getLong("id") : id));
    }

    /** A pool of these, the first being the primary. */
    public long pool(JsonObject pool, PeerProcess... members) {
        return pool(pool, Arrays.stream(members).mapToLong(this::id).toArray());
    }

    /** The same, by their ids. */
    public long pool(JsonObject pool, long[] members) {
        long id = sluice.create("/gateway-pools", pool);
        JsonArray list = new JsonArray();
        for (long member : members) {
            list.add(new JsonObject().put("peer_id", member));
        }
        sluice.admin()
                .put("/api/v1/gateway-pools/" + id + "/members", new JsonObject().put("members", list))
                .expect(200);
        return id;
    }

    public static JsonObject failoverPool(int cooldownS) {
        return new JsonObject().put("name", "failover").put("mode", "failover").put("failback_cooldown_s", cooldownS);
    }

    public static JsonObject balancedPool(String policy) {
        return new JsonObject()
                .put("name", policy)
                .put("mode", "load_balancing")
                .put("lb_policy", policy)
                .put("failback_cooldown_s", 0);
    }

    public long pinnedRoute(String domain, PeerProcess home) {
        return pinnedRoute(domain, id(home));
    }

    public long pinnedRoute(String domain, long home) {
        return sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", domain)
                        .put("target_kind", "gateway")
                        .put("target_peer_id", home));
    }

    /** Has the route served over plain HTTP too, though a certificate covers its domain. */
    public void serveInClearToo(long routeId) {
        sluice.admin()
                .put("/api/v1/routes/" + routeId, new JsonObject().put("https_redirect", false))
                .expect(200);
    }

    public long poolRoute(String domain, long poolId) {
        return sluice.create(
                "/routes",
                new JsonObject()
                        .put("domain", domain)
                        .put("target_kind", "pool")
                        .put("target_pool_id", poolId));
    }

    /** GETs for that domain, to the port where they are sent in this. */
    public LoadRun.Load gets(LoadWire wire, String domain, int perSecond) {
        int port = wire == LoadWire.HTTP1 || wire == LoadWire.HTTP2_CLEAR ? sluice.httpPort() : sluice.httpsPort();
        return LoadRun.Load.gets(port, domain, perSecond).over(wire);
    }

    public JsonObject route(long routeId) {
        return sluice.get("/routes/" + routeId);
    }

    public JsonObject peer(PeerProcess peer) {
        return sluice.get("/peers/" + id(peer));
    }

    /** Such as {@code alive}. */
    public String state(long peerId) {
        return sluice.get("/peers/" + peerId).getJsonObject("health").getString("state");
    }

    public void awaitState(PeerProcess peer, String state) {
        awaitState(id(peer), state);
    }

    public void awaitState(long peerId, String state) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> state.equals(state(peerId)));
    }

    /** Waits until that peer serves the route; null waits for an outage. */
    public void awaitServing(long routeId, @Nullable PeerProcess peer) {
        awaitServing(routeId, peer == null ? null : Long.valueOf(id(peer)), PATIENCE);
    }

    /** The same, by the peer's id. */
    public void awaitServing(long routeId, long peerId) {
        awaitServing(routeId, peerId, PATIENCE);
    }

    public void awaitServing(long routeId, @Nullable Long expected, Duration patience) {
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> java.util.Objects.equals(expected, route(routeId).getLong("serving_peer_id")));
    }

    /** The activity log, oldest first. */
    public List<JsonObject> events() {
        List<JsonObject> newestFirst = sluice.get("/logs/activity?limit=250").getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
        List<JsonObject> oldestFirst = new java.util.ArrayList<>(newestFirst);
        java.util.Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    public List<JsonObject> events(String name) {
        return events().stream()
                .filter(event -> name.equals(event.getString("event")))
                .toList();
    }

    @Override
    public void close() {
        peers.keySet().forEach(PeerProcess::close);
        sluice.close();
    }
}

package dev.sluice.system;

import static org.awaitility.Awaitility.await;

import dev.sluice.agent.link.Beats;
import dev.sluice.agent.link.ServerAddress;
import dev.sluice.agent.link.ServerLink;
import dev.sluice.agent.pairing.PairingCall;
import dev.sluice.agent.pairing.PairingCode;
import dev.sluice.agent.state.Identity;
import dev.sluice.core.model.Hop;
import dev.sluice.testing.SluiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The links of many agents to a front door, in this process: they fetch their configs, hear of changes and beat as agents do,
 * and carry nothing. Their gateways are observed by their beats.
 */
final class LinkedAgents implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final SluiceProcess sluice;
    private final List<Linked> all = new ArrayList<>();

    private final class Linked implements ServerLink.Listener {

        private volatile @Nullable String etag;
        private volatile long connectedNanos;
        private volatile @Nullable ServerLink link;
        private @Nullable Beats beats;

        Linked(ServerAddress server, Identity identity) {
            vertx.getOrCreateContext().runOnContext(v -> {
                ServerLink opened =
                        ServerLink.open(vertx, List.of(server), identity, this, RandomGenerator.getDefault());
                link = opened;
                beats = Beats.open(vertx, opened, this::beat, RandomGenerator.getDefault());
            });
        }

        private JsonObject beat() {
            return new JsonObject()
                    .put("version", "1.2.3")
                    .put("config_etag", etag)
                    .put("uptime_s", 1)
                    .put("listeners", new JsonArray())
                    .put("routes", new JsonArray());
        }

        @Override
        public @Nullable String etag() {
            return etag;
        }

        @Override
        public boolean configCame(String document, String fresh) {
            etag = fresh;
            return true;
        }

        @Override
        public void connected() {
            connectedNanos = System.nanoTime();
            if (beats != null) {
                beats.now();
            }
        }

        @Override
        public void look(Set<Long> routes) {
            throw new IllegalStateException("routes: actual " + routes + ", expected none to look at");
        }

        boolean isOpen() {
            ServerLink there = link;
            return there != null && there.isOpen();
        }
    }

    private LinkedAgents(SluiceProcess sluice) {
        this.sluice = sluice;
    }

    /** So many gateways, each with its agent. */
    static LinkedAgents pair(SluiceProcess sluice, int count) throws Exception {
        LinkedAgents agents = new LinkedAgents(sluice);
        try {
            for (int i = 0; i < count; i++) {
                agents.add("gateway-" + i);
            }
        } catch (Exception | Error e) {
            agents.close();
            throw e;
        }
        return agents;
    }

    private void add(String name) throws Exception {
        long id = sluice.create(
                "/peers",
                new JsonObject()
                        .put("name", name)
                        .put("host", "127.0.0.2")
                        .put("peer_type", "gateway")
                        .put("proxy_port", 9));
        String code = sluice.admin()
                .post("/api/v1/peers/" + id + "/pairing-code", new JsonObject())
                .expect(200)
                .body()
                .getString("code");
        ServerAddress server = Objects.requireNonNull(ServerAddress.parse("https://127.0.0.1:" + sluice.agentPort()));
        PairingCode parsed = Objects.requireNonNull(PairingCode.parse(code));
        Identity identity = get(new PairingCall(vertx, parsed, Hop.MTLS, "1.2.3", null).ask(List.of(server)));
        sluice.admin()
                .put("/api/v1/peers/" + id, new JsonObject().put("probe", new JsonObject().put("kind", "heartbeat")))
                .expect(200);
        all.add(new Linked(server, identity));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** How many have a stream open. */
    long connected() {
        return all.stream().filter(Linked::isOpen).count();
    }

    private Stream<JsonObject> peers() {
        return sluice.get("/peers?limit=250").getJsonArray("items").stream().map(JsonObject.class::cast);
    }

    /** How many of their gateways are ALIVE. */
    long alive() {
        return peers().filter(
                        peer -> peer.getJsonObject("health").getString("state").equals("alive"))
                .count();
    }

    /** When somebody listens at that port of loopback again; monotonic. */
    static long awaitListener(int port) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    } catch (IOException refused) {
                        return false;
                    }
                });
        return System.nanoTime();
    }

    /** How long after that time each came to be connected, in milliseconds, ascending. */
    List<Long> connectedAfter(long nanos) {
        return all.stream()
                .map(each -> Math.max(0, (each.connectedNanos - nanos) / 1_000_000))
                .sorted()
                .toList();
    }

    /** The most that came within so many milliseconds. */
    static int most(List<Long> times, long within) {
        int most = 0;
        for (int from = 0, to = 0; to < times.size(); to++) {
            while (times.get(to) - times.get(from) > within) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /** Waits until each has beaten since that time, and has the config it should have; after how many milliseconds. */
    long awaitBeats(long nanos) {
        Instant since = Instant.now().minusNanos(System.nanoTime() - nanos);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> peers().map(peer -> peer.getJsonObject("agent"))
                        .allMatch(agent -> agent.getBoolean("config_current")
                                && agent.getString("last_beat_at") != null
                                && Instant.parse(agent.getString("last_beat_at"))
                                        .isAfter(since)));
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

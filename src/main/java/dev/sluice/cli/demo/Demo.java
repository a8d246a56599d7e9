package dev.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Plays one failover, from the first route to the failback, and says in plain words what is happening. It drives a
 * running Sluice only as an operator and a client could: through the admin API and the front door.
 */
public final class Demo implements AutoCloseable {

    private static final String HOST = "nas.demo.test";
    private static final int COOLDOWN_S = 5;
    private static final Duration PHASE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintStream out;
    private final int frontDoorPort;
    private final DemoApi api;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private long failed;
    private long total;

    /**
     * A demonstration against this front door and admin API.
     *
     * @param token opens the admin API
     */
    public Demo(PrintStream out, int frontDoorPort, URI adminApi, String token) {
        this.out = out;
        this.frontDoorPort = frontDoorPort;
        this.api = new DemoApi(adminApi, token);
    }

    /** Plays it; true if no request failed and the route moved and went home. */
    public boolean play() throws IOException, InterruptedException {
        int lanPort = startLanService();
        try (GatewayProcess home = new GatewayProcess("Home", freePort());
                GatewayProcess ds918 = new GatewayProcess("DS918", freePort())) {
            say(
                    "Two gateways, each a process: Home (pid %d, port %d) and DS918 (pid %d, port %d).",
                    home.pid(), home.port(), ds918.pid(), ds918.port());
            say("Behind them a LAN service, %s:%d, that both can reach.", StandInGateway.LAN_HOST, lanPort);
            long homeId = createPeer(home);
            long ds918Id = createPeer(ds918);
            long routeId = createPoolAndRoute(homeId, ds918Id, lanPort);
            awaitServing(routeId, homeId);
            say("Over the admin API: both as peers, pool \"Home network\" (failover, cooldown %d s),", COOLDOWN_S);
            say("and the route %s, pinned to Home. Home serves.", HOST);
            Callers callers = new Callers(vertx, frontDoorPort, HOST);
            callers.start();
            try {
                warmUp(callers);
                return failover(callers, home, routeId, homeId, ds918Id);
            } finally {
                callers.stop();
            }
        }
    }

    private boolean failover(Callers callers, GatewayProcess home, long routeId, long homeId, long ds918Id)
            throws IOException, InterruptedException {
        head("Live requests, %d a second", callers.pace());
        report(callers);
        head("kill -9 %d: Home is gone, in the middle of them", home.pid());
        long killed = System.nanoTime();
        home.kill();
        awaitServing(routeId, ds918Id);
        JsonObject serving = api.get("/routes/" + routeId).getJsonObject("serving");
        say("Pivot after %d ms: DS918 serves, cause %s.", millisSince(killed), serving.getString("cause"));
        report(callers);
        head("Home is started again");
        long returned = System.nanoTime();
        home.startAgain();
        say("It answers; its cooldown of %d s runs, DS918 goes on serving.", COOLDOWN_S);
        awaitServing(routeId, homeId);
        say("Failback after %.1f s: Home serves.", millisSince(returned) / 1000.0);
        report(callers);
        callers.stop();
        drain(callers);
        head("%d requests, %d failed", total, failed);
        say("Saved by retry and replay: requests without a body that had not been answered. A POST that is");
        say("already under way when its gateway dies is never sent twice; it fails.");
        return failed == 0;
    }

    /** All programs here have just been started; what their first requests cost is not what this is about. */
    private void warmUp(Callers callers) throws InterruptedException {
        say("Warming up for %d s ...", PHASE.toSeconds());
        TimeUnit.MILLISECONDS.sleep(PHASE.toMillis());
        Callers.Count count = callers.take();
        total += count.answered() + count.failed();
        failed += count.failed();
    }

    private int startLanService() throws InterruptedException, IOException {
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end("hello from the LAN\n"))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return server.actualPort();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("the LAN service does not start: " + e.getMessage(), e);
        }
    }

    private long createPeer(GatewayProcess gateway) throws IOException, InterruptedException {
        return api.post(
                        "/peers",
                        new JsonObject()
                                .put("name", gateway.name())
                                .put("host", "127.0.0.1")
                                .put("peer_type", "gateway")
                                .put("proxy_port", gateway.port()))
                .getLong("id");
    }

    private long createPoolAndRoute(long homeId, long ds918Id, int lanPort) throws IOException, InterruptedException {
        long poolId = api.post(
                        "/gateway-pools",
                        new JsonObject()
                                .put("name", "Home network")
                                .put("mode", "failover")
                                .put("failback_cooldown_s", COOLDOWN_S))
                .getLong("id");
        api.putMembers(
                poolId,
                new JsonObject()
                        .put(
                                "members",
                                new JsonArray()
                                        .add(new JsonObject().put("peer_id", homeId))
                                        .add(new JsonObject().put("peer_id", ds918Id))));
        return api.post(
                        "/routes",
                        new JsonObject()
                                .put("domain", HOST)
                                .put("target_kind", "gateway")
                                .put("target_peer_id", homeId)
                                .put("target_lan_host", StandInGateway.LAN_HOST)
                                .put("target_lan_port", lanPort))
                .getLong("id");
    }

    /** Asks until that peer serves the route. */
    private void awaitServing(long routeId, long peerId) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Long serving = api.get("/routes/" + routeId).getLong("serving_peer_id");
            if (serving != null && serving == peerId) {
                return;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("route " + routeId + " is served by peer " + serving + " (expected " + peerId
                        + " within " + PATIENCE.toSeconds() + " s)");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Lets the live requests run for a while, and says what became of them. */
    private void report(Callers callers) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PHASE.toMillis());
        tell(callers.take());
    }

    private void drain(Callers callers) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (callers.waiting() > 0 && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        failed += callers.waiting();
        Callers.Count rest = callers.take();
        total += rest.answered() + rest.failed();
        failed += rest.failed();
    }

    private void tell(Callers.Count count) {
        total += count.answered() + count.failed();
        failed += count.failed();
        say(
                "%d answered %s, %d failed, slowest %d ms",
                count.answered(), count.servedBy(), count.failed(), count.slowestMs());
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void head(String format, Object... args) {
        out.println();
        out.println("* " + String.format(format, args));
    }

    private void say(String format, Object... args) {
        out.println("  " + String.format(format, args));
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
    }
}

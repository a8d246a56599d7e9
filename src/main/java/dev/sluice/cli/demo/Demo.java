package dev.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Plays one failover, from the pairing of two agents to the failback, and says in plain words what is happening. It drives a
 * running Sluice only as an operator and a client could: through the admin API and the front door.
 */
public final class Demo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN_OF_CODE = 12;

    private final PrintStream out;
    private final int frontDoorPort;
    private final DemoApi api;
    private final DemoSite site;
    private final Pace pace;
    private final DemoLan lan;
    private final AgentProcess home;
    private final AgentProcess sibling;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private List<String> homeArguments = List.of();
    private Map<Long, Long> sentBefore = Map.of();
    private long homeId;
    private long siblingId;
    private long failed;
    private long total;

    /**
     * How long it takes.
     *
     * @param phase for how long requests are watched before and after each turn
     */
    public record Pace(Duration phase, int cooldownS) {

        /** For people who read along. */
        public static final Pace USUAL = new Pace(Duration.ofSeconds(4), 5);
    }

    /**
     * A demonstration against this front door and admin API.
     *
     * @param token opens the admin API
     * @param directory for the state of its agents; it is left to the caller to remove
     */
    public Demo(PrintStream out, int frontDoorPort, URI adminApi, String token, Path directory, Pace pace)
            throws IOException {
        this.out = out;
        this.frontDoorPort = frontDoorPort;
        this.api = new DemoApi(adminApi, token);
        this.site = new DemoSite(api);
        this.pace = pace;
        this.lan = new DemoLan(directory);
        this.home = new AgentProcess("Home", lan);
        this.sibling = new AgentProcess("DS918", lan);
    }

    /** Plays it; true if no request failed and the route moved and went home. */
    public boolean play() throws IOException, InterruptedException {
        int lanPort = lan.startService(vertx);
        homeId = site.createGateway(home);
        siblingId = site.createGateway(sibling);
        long routeId = site.createPoolAndRoute(homeId, siblingId, pace.cooldownS, lanPort);
        say(
                "Over the admin API: gateways Home and DS918, pool \"%s\" (failover, cooldown %d s), and the route",
                DemoSite.POOL, pace.cooldownS);
        say("%s, pinned to Home, to %s:%d in the LAN behind both.", DemoSite.DOMAIN, DemoLan.HOST, lanPort);
        homeArguments = pair(home, homeId);
        pair(sibling, siblingId);
        home.awaitServing();
        sibling.awaitServing();
        say(
                "Two agents, each a process: Home (pid %d, port %d) and DS918 (pid %d, port %d), paired by their codes;",
                home.pid(), home.proxyPort(), sibling.pid(), sibling.proxyPort());
        say("TLS with both sides' certificates between them and the front door.");
        site.awaitReady(routeId, homeId);
        say("Both have their config; by /readiness the route would survive the loss of Home. Home serves.");
        Callers callers = new Callers(vertx, frontDoorPort, DemoSite.DOMAIN);
        callers.start();
        try {
            warmUp(callers);
            return failover(callers, routeId);
        } finally {
            callers.stop();
        }
    }

    private List<String> pair(AgentProcess agent, long peerId) throws IOException, InterruptedException {
        List<String> arguments = site.pairingArguments(peerId);
        List<String> shown = new ArrayList<>(arguments);
        shown.replaceAll(text -> text.startsWith("sluice-") ? text.substring(0, SHOWN_OF_CODE) + "..." : text);
        say("On %s: ./sluice agent %s", agent.name(), String.join(" ", shown));
        agent.start(arguments);
        return arguments;
    }

    private boolean failover(Callers callers, long routeId) throws IOException, InterruptedException {
        head("Live requests, %d a second", callers.pace());
        report(callers);
        head("kill -9 %d: Home is gone, in the middle of them", home.pid());
        long killed = System.nanoTime();
        home.kill();
        site.awaitServing(routeId, siblingId);
        say("Pivot after %d ms: DS918 serves, cause %s.", millisSince(killed), site.cause(routeId));
        report(callers);
        head("Home is started again, without a code: it knows its pairing and its last config");
        long returned = System.nanoTime();
        home.start(homeArguments.subList(0, homeArguments.indexOf("--pair")));
        home.awaitServing();
        say("It serves; its cooldown of %d s runs, DS918 goes on serving.", pace.cooldownS);
        site.awaitServing(routeId, homeId);
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
    private void warmUp(Callers callers) throws IOException, InterruptedException {
        say("Warming up for %.1f s ...", pace.phase.toMillis() / 1000.0);
        TimeUnit.MILLISECONDS.sleep(pace.phase.toMillis());
        Callers.Count count = callers.take();
        total += count.answered() + count.failed();
        failed += count.failed();
        sentBefore = api.sentToPeers();
    }

    /** Lets the live requests run for a while, and says what became of them. */
    private void report(Callers callers) throws IOException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pace.phase.toMillis());
        Callers.Count count = callers.take();
        Map<Long, Long> sent = api.sentToPeers();
        total += count.answered() + count.failed();
        failed += count.failed();
        say(
                "%d answered, %d failed, slowest %d ms; sent to Home %d, to DS918 %d.",
                count.answered(),
                count.failed(),
                count.slowestMs(),
                sentSince(sent, homeId),
                sentSince(sent, siblingId));
        sentBefore = sent;
    }

    private long sentSince(Map<Long, Long> sent, long peerId) {
        return sent.getOrDefault(peerId, 0L) - sentBefore.getOrDefault(peerId, 0L);
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

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private void head(String format, Object... args) {
        out.println();
        out.println("* " + String.format(format, args));
    }

    private void say(String format, Object... args) {
        out.println("  " + String.format(format, args));
    }

    /** Ends its agents and all that it opened, however far it got. Any thread but an event loop. */
    @Override
    public void close() {
        home.close();
        sibling.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
    }
}

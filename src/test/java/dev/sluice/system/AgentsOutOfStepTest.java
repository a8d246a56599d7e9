package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.AgentProcess;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.Relay;
import dev.sluice.testing.Shot;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A front door and two agents whose configs are pushed while requests run, cut off, stale or lost: no answer is from a LAN host
 * that the route does not lead to. One site for all, so the order matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentsOutOfStepTest {

    private static final String DOMAIN = "app.example.com";
    private static final int PER_SECOND = 100;
    /** Beside other work a config may take seconds: requests that wait for it are not to pile up meanwhile. */
    private static final int MOST_IN_FLIGHT = 8;

    private static final int TURNS = 12;

    private static final int TCP = FreePort.next();
    private static final int PROXY = FreePort.next();
    private static Site site;
    private static MovingLanHosts lan;
    private static Relay toFirst;
    private static Relay toSecond;
    private static AgentProcess first;
    private static AgentProcess second;
    private static long firstId;
    private static long secondId;
    private static long web;
    private static long tcp;
    private static int turn;

    @BeforeAll
    static void open() {
        lan = new MovingLanHosts();
        site = new Site();
        toFirst = Relay.to(site.sluice().agentPort());
        toSecond = Relay.to(site.sluice().agentPort());
        firstId = gateway("first", "127.0.0.2");
        secondId = gateway("second", "127.0.0.3");
        first = agent(firstId, "127.0.0.2", toFirst);
        second = agent(secondId, "127.0.0.3", toSecond);
        site.awaitState(firstId, "alive");
        site.awaitState(secondId, "alive");
        long pool = site.pool(Site.failoverPool(0), new long[] {firstId, secondId});
        lan.turn(0, () -> {
            web = site.sluice().create("/routes", to(pool).put("domain", DOMAIN).mergeIn(lan.web(0)));
            tcp = site.sluice()
                    .create(
                            "/routes",
                            to(pool).put("route_type", "l4")
                                    .put("l4_listen_port", TCP)
                                    .mergeIn(lan.tcp(0)));
        });
        awaitCurrent(firstId);
        awaitCurrent(secondId);
        await().atMost(Site.PATIENCE).until(() -> Greetings.one(TCP).from().equals("h0"));
    }

    private static long gateway(String name, String host) {
        return site.sluice()
                .create(
                        "/peers",
                        new JsonObject()
                                .put("name", name)
                                .put("host", host)
                                .put("peer_type", "gateway")
                                .put("proxy_port", PROXY));
    }

    private static AgentProcess agent(long peerId, String host, Relay line) {
        String code = site.sluice()
                .admin()
                .post("/api/v1/peers/" + peerId + "/pairing-code", new JsonObject())
                .expect(200)
                .body()
                .getString("code");
        return AgentProcess.pair(List.of(), "127.0.0.1:" + line.port(), code, host, PROXY);
    }

    private static JsonObject to(long pool) {
        return new JsonObject().put("target_kind", "pool").put("target_pool_id", pool);
    }

    @AfterAll
    static void close() {
        for (AutoCloseable each : new AutoCloseable[] {first, second, toFirst, toSecond, site, lan}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void nextTurn() {
        turn++;
        lan.turn(turn, () -> {
            site.sluice().admin().put("/api/v1/routes/" + web, lan.web(turn)).expect(200);
            site.sluice().admin().put("/api/v1/routes/" + tcp, lan.tcp(turn)).expect(200);
        });
    }

    private static JsonObject agentOf(long peerId) {
        return site.sluice().get("/peers/" + peerId).getJsonObject("agent");
    }

    private static void awaitCurrent(long peerId) {
        await().atMost(Site.PATIENCE)
                .until(() -> agentOf(peerId).getBoolean("connected")
                        && agentOf(peerId).getBoolean("config_current"));
    }

    private static void awaitCut(long peerId, AgentProcess agent) {
        await().atMost(Site.PATIENCE)
                .until(() -> !agentOf(peerId).getBoolean("connected")
                        && !agent.status().getBoolean("connected"));
    }

    private static void assertRight(LoadReport report) {
        for (Shot shot : report.shots()) {
            assertThat(shot.isFailed() || lan.isRight(shot.peer(), shot.sentNanos(), shot.doneNanos()))
                    .as("%s", shot)
                    .isTrue();
        }
    }

    private static String current() {
        return "h" + turn % 4;
    }

    @Test
    @Order(1)
    void aConfigThatIsPushedWhileRequestsRunIsNeverHalfApplied() throws InterruptedException {
        List<Greetings.Greeting> heard;
        LoadReport report;
        try (LoadRun load = LoadRun.start(LoadRun.Load.gets(site.sluice().httpPort(), DOMAIN, PER_SECOND)
                        .withMostInFlight(MOST_IN_FLIGHT));
                Greetings greetings = new Greetings(TCP)) {
            for (int i = 0; i < TURNS; i++) {
                nextTurn();
                int before = lan.asked(turn);
                await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> lan.asked(turn) > before);
                if (i % 2 == 0) { // now and then the next change comes while this one is still being told
                    awaitCurrent(firstId);
                    awaitCurrent(secondId);
                }
            }
            heard = greetings.stop();
            report = load.stop();
        }
        assertThat(report.failed().shots()).isEmpty();
        assertRight(report);
        assertThat(report.byPeer()).containsOnlyKeys("h0", "h1", "h2", "h3");
        assertThat(heard)
                .allMatch(each -> each.from().isEmpty() || lan.isRight(each.from(), each.sentNanos(), each.doneNanos()))
                .anyMatch(each -> !each.from().isEmpty());
        DrillTable.row(
                "LAN hosts moved under load",
                "no GET fails, each answer is of one config",
                TURNS + " moves, " + report.size() + " requests ("
                        + report.failed().size() + " failed) and " + heard.size()
                        + " connections, half within "
                        + report.percentile(50).toMillis() + " ms, slowest "
                        + report.percentile(100).toMillis() + " ms");
    }

    @Test
    @Order(2)
    void anAgentWhoseConfigIsOldAnswersForNoOtherLanHost() {
        toFirst.cut();
        awaitCut(firstId, first);
        int before = lan.asked(turn);
        int old = turn;
        nextTurn();
        awaitCurrent(secondId);
        for (int i = 0; i < 20; i++) {
            assertThat(get().field("x-peer")).isEqualTo(current());
        }
        assertThat(lan.asked(old)).as("what the old LAN host heard").isEqualTo(before);
        site.awaitState(firstId, "alive");
        Wire.Message posted =
                ask("POST /x HTTP/1.1\r\nHost: " + DOMAIN + "\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndata");
        assertThat(posted.status())
                .as("it may not be sent twice, and the stale one is asked first")
                .isEqualTo(502);
        assertThat(posted.body()).contains("gateway_unready");
        assertThat(Greetings.one(TCP).from())
                .as("a connection cannot be taken back")
                .isEmpty();
        assertThat(downs()).isEmpty();
    }

    /** When the gateways were lost by more than the silence of a machine that has no time for their handshakes. */
    private static List<String> downs() {
        return site.events("gateway_down").stream()
                .map(event -> event.getString("message"))
                .filter(message -> !message.contains("no connection within") && !message.contains("no answer within"))
                .toList();
    }

    private static Wire.Message get() {
        return ask("GET /x HTTP/1.1\r\nHost: " + DOMAIN + "\r\nConnection: close\r\n\r\n");
    }

    private static Wire.Message ask(String request) {
        return RawClient.once(site.sluice().httpPort(), request);
    }

    @Test
    @Order(3)
    void aPivotWorksWhileNoAgentCanBeTold() {
        toSecond.cut();
        awaitCut(secondId, second);
        first.kill9();
        site.awaitServing(web, secondId);
        assertThat(get().field("x-peer")).isEqualTo(current());
        assertThat(Greetings.one(TCP).from()).isEqualTo(current());
    }

    @Test
    @Order(4)
    void anAgentWithoutConfigSaysSoAndTheNextIsAsked() throws IOException {
        Files.delete(first.stateDir().resolve("config.json"));
        first.restart();
        site.awaitServing(web, firstId);
        List<String> before = downs();
        for (int i = 0; i < 10; i++) {
            assertThat(get().field("x-peer")).isEqualTo(current());
        }
        assertThat(downs()).isEqualTo(before);
        toFirst.mend();
        toSecond.mend();
        awaitCurrent(firstId);
        awaitCurrent(secondId);
        await().atMost(Site.PATIENCE).until(() -> Greetings.one(TCP).from().equals(current()));
        second.kill9();
        assertThat(get().field("x-peer")).isEqualTo(current());
        second.restart();
    }
}

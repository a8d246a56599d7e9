package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.ToolRun;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Load-balancing pools over three live members. */
class BalancingTest {

    private static final int CLIENTS = 60;

    private static Site site;
    private static PeerProcess a;
    private static PeerProcess b;
    private static PeerProcess c;

    @BeforeAll
    static void open() {
        site = new Site();
        a = site.gateway("A");
        b = site.gateway("B");
        c = site.gateway("C");
        site.pinnedRoute("warm.test", a);
        sent(LoadRun.Load.gets(site.sluice().httpPort(), "warm.test", 250), 500);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void roundRobinSharesExactlyOverAllEventLoops() {
        long pool = site.pool(Site.balancedPool("round_robin"), a, b, c);
        site.poolRoute("rr.test", pool);
        LoadReport report = sent(LoadRun.Load.gets(site.sluice().httpPort(), "rr.test", 600), 1800);
        assertThat(report.failed().size()).as("%s", report).isZero();
        assertThat(report.byPeer()).isEqualTo(Map.of("A", 600L, "B", 600L, "C", 600L));
    }

    @Test
    void leastConnPrefersTheIdleMembers() {
        long pool = site.pool(Site.balancedPool("least_conn"), a, b, c);
        site.poolRoute("least.test", pool);
        // Slow requests pile up where they are; ip_hash keeps them all on one member.
        long sticky = site.pool(Site.balancedPool("ip_hash").put("name", "slow"), a, b, c);
        site.poolRoute("slow.test", sticky);
        String busy = Gets.one(site.sluice().httpPort(), "slow.test")
                .headers()
                .firstValue("x-peer")
                .orElseThrow();
        try (LoadRun slow = LoadRun.start(
                LoadRun.Load.gets(site.sluice().httpPort(), "slow.test", 40).withPath("/?delay=1000"))) {
            await().atMost(Site.PATIENCE).until(() -> slow.soFar().size() >= 10);
            LoadReport quick = sent(LoadRun.Load.gets(site.sluice().httpPort(), "least.test", 200), 300);
            assertThat(quick.failed().size()).as("%s", quick).isZero();
            assertThat(quick.byPeer().getOrDefault(busy, 0L))
                    .as("share of the busy one of %s", quick)
                    .isLessThan(15);
            slow.stop();
        }
    }

    @Test
    void ipHashKeepsAClientOnItsMemberAndALossMovesOnlyItsOwn() {
        PeerProcess d = site.gateway("D");
        long pool = site.pool(Site.balancedPool("ip_hash"), b, c, d);
        site.poolRoute("sticky.test", pool);
        Map<String, String> before = members();
        assertThat(members()).isEqualTo(before);
        assertThat(before.values()).contains("B", "C", "D");
        d.kill9();
        site.awaitState(d, "down");
        Map<String, String> after = members();
        before.forEach((client, member) -> {
            if (member.equals("D")) {
                assertThat(after.get(client)).isIn("B", "C");
            } else {
                assertThat(after.get(client)).isEqualTo(member);
            }
        });
    }

    /** Told by curl: the status and who answered. */
    private static String curl(String host, String target) {
        return ToolRun.of(
                        "curl",
                        List.of(
                                "-sS",
                                "--max-time",
                                "20",
                                "-o",
                                "/dev/null",
                                "-H",
                                "Host: " + host,
                                "-w",
                                "%{http_code} %header{x-peer}",
                                "http://127.0.0.1:" + site.sluice().httpPort() + target))
                .succeeded();
    }

    private static void breakCircuits(long route, String openFor) {
        site.sluice()
                .admin()
                .put(
                        "/api/v1/routes/" + route,
                        new JsonObject().put("circuit_breaker", new JsonObject().put("open_for", openFor)))
                .expect(200);
        for (int i = 0; i < 5; i++) {
            assertThat(curl("shaky.test", "/?status=503")).isEqualTo("503 A");
        }
    }

    private static List<String> told(long route) {
        return site.sluice().get("/logs/activity?limit=250&route=" + route).getJsonArray("items").stream()
                .map(event -> ((JsonObject) event).getString("event"))
                .filter(event -> event.startsWith("circuit_"))
                .toList();
    }

    @Test
    void oneApplicationsFailuresLeaveOtherRoutesAlone() {
        long pool = site.pool(Site.failoverPool(0).put("name", "shaky"), a, b);
        long shaky = site.poolRoute("shaky.test", pool);
        site.pinnedRoute("sound.test", a);
        breakCircuits(shaky, "1h");
        assertThat(curl("shaky.test", "/")).isEqualTo("200 B");
        assertThat(curl("sound.test", "/")).isEqualTo("200 A");
        JsonObject circuit = site.route(shaky).getJsonArray("circuits").getJsonObject(0);
        assertThat(circuit.getLong("peer_id")).isEqualTo(site.id(a));
        assertThat(circuit.getString("state")).isEqualTo("open");
        assertThat(circuit.getInteger("shut_for_s")).isBetween(3500, 3600);
        assertThat(circuit.getString("reason")).isEqualTo("5 of 5 requests within 10s");
        assertThat(site.state(site.id(a))).isEqualTo("alive");
        assertThat(site.sluice().get("/explain?url=http://shaky.test/").getString("because"))
                .contains("leaves A alone for now, since 5 of 5 requests within 10s failed");
        assertThat(site.sluice().admin().get("/metrics").text())
                .contains("sluice_circuit_open{peer=\"" + site.id(a) + "\",route=\"" + shaky + "\"} 1.0");
        await().atMost(Site.PATIENCE).until(() -> told(shaky).contains("circuit_opened"));

        breakCircuits(shaky, "1s");
        await().atMost(Site.PATIENCE).until(() -> curl("shaky.test", "/").equals("200 A"));
        await().atMost(Site.PATIENCE).until(() -> told(shaky).contains("circuit_closed"));
    }

    /** The member that each of many clients gets. */
    private static Map<String, String> members() {
        Map<String, String> members = new HashMap<>();
        for (int i = 1; i <= CLIENTS; i++) {
            String client = "127.0." + i + ".1";
            members.put(
                    client,
                    Gets.from(client, site.sluice().httpPort(), "sticky.test", "/")
                            .headers()
                            .firstValue("x-peer")
                            .orElse("none"));
        }
        return members;
    }

    /** Exactly that many requests. */
    private static LoadReport sent(LoadRun.Load load, int count) {
        List<LoadReport> reports = new java.util.ArrayList<>();
        LoadRun.Load bounded = new LoadRun.Load(
                load.port(),
                load.host(),
                load.path(),
                load.perSecond(),
                load.postPercent(),
                java.time.Duration.ofNanos(1_000_000_000L / load.perSecond() * count));
        try (LoadRun run = LoadRun.start(bounded)) {
            await().atMost(Site.PATIENCE).until(() -> run.soFar().size() >= count);
            reports.add(run.stop());
        }
        return reports.get(0);
    }
}

package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SluiceProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Start, end, and start again: in good order, and not. */
class LifeTest {

    private static Site site;

    @BeforeAll
    static void open() {
        site = new Site(SluiceProcess.startFromNothing(Map.of("SLUICE_LOG_LEVEL", "debug")));
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void aKilledSluiceComesBackWithTheRouteWhereItWas() {
        PeerProcess a = site.gateway("A");
        PeerProcess b = site.gateway("B");
        site.pool(Site.failoverPool(3600), a, b);
        long route = site.pinnedRoute("app.test", a);
        a.kill9();
        site.awaitServing(route, b);
        await().atMost(Site.PATIENCE)
                .until(() -> !site.events("pool_failover_activated").isEmpty());
        String since = site.route(route).getJsonObject("serving").getString("since");

        site.sluice().kill9();
        site.sluice().restart();

        assertThat(Gets.one(site.sluice().httpPort(), "app.test").headers().firstValue("x-peer"))
                .contains("B");
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(b));
        assertThat(site.route(route).getJsonObject("serving").getString("since"))
                .isEqualTo(since);
        assertThat(site.events("pool_failover_activated")).hasSize(1);
        assertThat(site.events("gateway_down")).hasSize(1);
    }

    @Test
    void anEndInGoodOrderFinishesWhatIsInFlightAndOneWhileItStartsLeavesNoDatabase() {
        PeerProcess alone = site.gateway("alone");
        site.pinnedRoute("alone.test", alone);
        LoadReport report;
        int code;
        try (LoadRun slow = LoadRun.start(new LoadRun.Load(
                site.sluice().httpPort(), "alone.test", "/?delay=1500", 20, 50, Duration.ofMillis(500)))) {
            await().atMost(Site.PATIENCE)
                    .until(() ->
                            alone.idsSeen("GET").size() + alone.idsSeen("POST").size() == 10);
            code = site.sluice().terminate();
            report = slow.stop();
        }
        assertThat(code).as(site.sluice().output()).isZero();
        assertThat(report.failed().size()).as("%s", report).isZero();
        anEndThatComesWhileItStartsLeavesNoDatabaseBehind();
        site.sluice().restart();
        assertThat(Gets.one(site.sluice().httpPort(), "alone.test").status()).isEqualTo(200);
    }

    private static void anEndThatComesWhileItStartsLeavesNoDatabaseBehind() {
        site.sluice().beginRestart();
        await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> site.sluice()
                .hasDatabaseProcess());

        int code = site.sluice().terminate();

        assertThat(code).as(site.sluice().output()).isZero();
        assertThat(site.sluice().hasDatabaseProcess()).isFalse();
    }

    @Test
    void aPortInUseIsExplained() {
        int taken = site.sluice().httpPort();
        Throwable refused =
                catchThrowable(() -> SluiceProcess.start(Map.of("SLUICE_HTTP_PORT", Integer.toString(taken)))
                        .close());
        assertThat(refused)
                .hasMessageContaining("http.port: " + taken + " is in use by")
                .hasMessageContaining("SLUICE_HTTP_PORT")
                .hasMessageContaining("actual exit 1");
    }

    @Test
    void theTokenIsInNoOutput() {
        site.sluice().admin().get("/api/v1/status").expect(200);
        assertThat(site.sluice().output()).doesNotContain(SluiceProcess.TOKEN);
    }
}

package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.PeerProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The database goes away in several ways while gateways die: traffic does not notice, commands are refused at once, and what
 * happened is in the log once. One site lives through all of it.
 */
@Tag("drill")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseAwayTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final Duration REFUSAL = Duration.ofMillis(500);
    private static final Duration WRITTEN = FORM.bound(Duration.ofSeconds(10));
    private static final Duration END = FORM.bound(Duration.ofSeconds(8));
    private static final int COOLDOWN_S = 3600;

    private static Site site;
    private static PeerProcess a;
    private static PeerProcess b;
    private static long route;
    private static OutageUnderLoad scene;

    @BeforeAll
    static void open() {
        site = new Site();
        a = site.gateway("A");
        b = site.gateway("B");
        site.pool(Site.failoverPool(COOLDOWN_S), a, b);
        route = site.pinnedRoute(OutageUnderLoad.DOMAIN, a);
        site.awaitServing(route, a);
        scene = new OutageUnderLoad(site, route, a, b);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    @Order(1)
    void frozenUnderLoadWhileTheGatewayThatServesDies() {
        scene.run(new DatabaseOutage.Frozen(site.sluice()));
    }

    @Test
    @Order(2)
    void stoppedUnderLoadWhileTheGatewayThatServesDies() {
        a.restart();
        site.awaitState(a, "cooldown");
        site.sluice()
                .admin()
                .post("/api/v1/peers/" + site.id(a) + "/failback", new JsonObject())
                .expect(200);
        site.awaitServing(route, a);

        scene.run(new DatabaseOutage.Stopped(site.sluice()));
    }

    @Test
    @Order(3)
    void killedWhileItWasFrozenTheNextProcessWritesIt() {
        a.restart();
        site.awaitState(a, "cooldown");
        site.sluice().freezeDatabase();
        Instant died = Instant.now();
        b.kill9();
        site.awaitServing(route, a);
        await().atMost(Site.PATIENCE)
                .until(() ->
                        Files.exists(pending()) && Files.readString(pending()).contains("pool_failover_restored"));

        site.sluice().kill9();
        site.sluice().thawDatabase();
        site.sluice().restart();

        ToldDeath told = new ToldDeath(site, "B", died, "pool_failover_restored");
        DrillTable.row("killed while frozen", "told once, with its true time", told.awaitWritten(WRITTEN));
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(a));
        assertThat(told.since("pool_failover_activated")).isEmpty();
    }

    @Test
    @Order(4)
    void theEndDoesNotWaitForAFrozenDatabase() {
        site.sluice().freezeDatabase();
        long asked = System.nanoTime();

        int code = site.sluice().terminate();

        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        DrillTable.row("ended while frozen", "SIGTERM ends it within 8 s", took);
        assertThat(code).as(site.sluice().output()).isZero();
        assertThat(took).isLessThan(END);
        assertThat(site.sluice().hasDatabaseProcess()).isFalse();
    }

    @Test
    @Order(5)
    void withoutADatabaseItStartsFromWhatItKnewLast() throws Exception {
        Path control = site.sluice().stateDir().resolve("pgdata/global/pg_control");
        Path aside = control.resolveSibling("pg_control.aside");
        Files.move(control, aside);
        long begun = System.nanoTime();

        site.sluice().restart();

        DrillTable.row(
                "started without the database", "serves by the snapshot", Duration.ofNanos(System.nanoTime() - begun));
        assertThat(Gets.one(site.sluice().httpPort(), OutageUnderLoad.DOMAIN)
                        .headers()
                        .firstValue("x-peer"))
                .contains("A");
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(a));
        assertThat(site.peer(b).getJsonObject("health").getString("state")).isEqualTo("down");
        scene.refused(REFUSAL);

        Files.move(aside, control);
        long back = System.nanoTime();
        await().atMost(WRITTEN).until(() -> scene.edited().status() == 200);
        DrillTable.row(
                "started without the database",
                "commands work within 10 s of its return",
                Duration.ofNanos(System.nanoTime() - back));
        assertThat(site.events("pool_failover_activated")).hasSize(2);
        assertThat(site.events("gateway_down")).hasSize(3);
    }

    private static Path pending() {
        return site.sluice().stateDir().resolve("ledger.pending");
    }
}

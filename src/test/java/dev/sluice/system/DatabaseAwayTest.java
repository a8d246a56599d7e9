package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private static final Duration AWAY = FORM.pick(Duration.ofSeconds(5), Duration.ofSeconds(60));
    private static final Duration DEATH = FORM.pick(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final int PER_SECOND = FORM.pick(100, 200);
    private static final Duration FIRST_REFUSAL = FORM.bound(Duration.ofMillis(2_500));
    private static final Duration REFUSAL = FORM.bound(Duration.ofMillis(500));
    private static final Duration WRITTEN = FORM.bound(Duration.ofSeconds(10));
    private static final Duration END = FORM.bound(Duration.ofSeconds(8));
    private static final int COOLDOWN_S = 3600;

    private static Site site;
    private static PeerProcess a;
    private static PeerProcess b;
    private static long route;

    @BeforeAll
    static void open() {
        site = new Site();
        a = site.gateway("A");
        b = site.gateway("B");
        site.pool(Site.failoverPool(COOLDOWN_S), a, b);
        route = site.pinnedRoute("app.test", a);
        site.awaitServing(route, a);
        await().atMost(Site.PATIENCE)
                .until(() -> site.events("gateway_alive").stream()
                                .filter(DatabaseAwayTest::isSaved)
                                .count()
                        == 2);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    @Order(1)
    void frozenUnderLoadWhileTheGatewayThatServesDies() {
        try (LoadRun load = LoadRun.start(LoadRun.Load.gets(site.sluice().httpPort(), "app.test", PER_SECOND))) {
            await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= PER_SECOND);
            site.sluice().freezeDatabase();
            long frozen = System.nanoTime();
            DrillTable.row("database frozen", "first command refused within 2.5 s", refused(FIRST_REFUSAL));
            await().atMost(AWAY).until(() -> System.nanoTime() - frozen >= DEATH.toNanos());

            Instant died = Instant.now();
            a.kill9();
            site.awaitServing(route, b);
            Duration slowest = Duration.ZERO;
            while (System.nanoTime() - frozen < AWAY.toNanos()) {
                Duration took = refused(REFUSAL);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                theLogAnswersWithoutTheDatabase();
            }
            DrillTable.row("database frozen", "later commands refused within 500 ms", slowest);

            site.sluice().thawDatabase();
            DrillTable.row("database frozen", "pivot written within 10 s of its return", writtenOnce("A", died));

            LoadReport report = load.stop();
            assertThat(report.failed().size()).as("failed GETs of %s", report).isZero();
            DrillTable.row("database frozen", "0 failed GETs while A dies", report);
        }
        commandsWorkAgain();
    }

    @Test
    @Order(2)
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

        DrillTable.row("killed while frozen", "told once, with its true time", writtenOnce("B", died));
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(a));
        assertThat(events("pool_failover_restored")).hasSize(1);
        assertThat(events("pool_failover_activated")).hasSize(1);
    }

    @Test
    @Order(3)
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
    @Order(4)
    void withoutADatabaseItStartsFromWhatItKnewLast() throws Exception {
        Path control = site.sluice().stateDir().resolve("pgdata/global/pg_control");
        Path aside = control.resolveSibling("pg_control.aside");
        Files.move(control, aside);
        long begun = System.nanoTime();

        site.sluice().restart();

        DrillTable.row(
                "started without the database", "serves by the snapshot", Duration.ofNanos(System.nanoTime() - begun));
        assertThat(Gets.one(site.sluice().httpPort(), "app.test").headers().firstValue("x-peer"))
                .contains("A");
        assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(site.id(a));
        assertThat(site.peer(b).getJsonObject("health").getString("state")).isEqualTo("down");
        refused(REFUSAL);

        Files.move(aside, control);
        long back = System.nanoTime();
        await().atMost(WRITTEN).until(() -> edited().status() == 200);
        DrillTable.row(
                "started without the database",
                "commands work within 10 s of its return",
                Duration.ofNanos(System.nanoTime() - back));
        assertThat(events("pool_failover_activated")).hasSize(1);
        assertThat(events("gateway_down")).hasSize(2);
    }

    private static Rest.Answer edited() {
        return site.sluice().admin().put("/api/v1/routes/" + route, new JsonObject().put("description", "again"));
    }

    /** How long a command took that was refused because the database is away. */
    private static Duration refused(Duration limit) {
        long asked = System.nanoTime();
        Rest.Answer answer =
                site.sluice().admin().put("/api/v1/routes/" + route, new JsonObject().put("description", "x"));
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(answer.expect(503).body().getString("code")).isIn("store_away", "commit_unknown");
        assertThat(took).isLessThan(limit);
        return took;
    }

    private static void theLogAnswersWithoutTheDatabase() {
        JsonObject log = site.sluice().get("/logs/activity");
        assertThat(log.getBoolean("database_away")).isTrue();
        assertThat(log.getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("event")))
                .contains("pool_failover_activated");
    }

    private static void commandsWorkAgain() {
        site.sluice()
                .admin()
                .put("/api/v1/routes/" + route, new JsonObject().put("description", "edited"))
                .expect(200);
    }

    /** How long it took until the peer's death is in the database; it must be there once, with the time when it was. */
    private static Duration writtenOnce(String name, Instant died) {
        long asked = System.nanoTime();
        await().atMost(WRITTEN)
                .until(() -> !deaths(name).isEmpty() && deaths(name).stream().allMatch(DatabaseAwayTest::isSaved));
        await().atMost(WRITTEN).until(() -> Files.notExists(pending()));
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        List<JsonObject> deaths = deaths(name);
        assertThat(deaths).hasSize(1);
        assertThat(deaths.get(0).getInstant("at")).isBetween(died, died.plusSeconds(5));
        List<JsonObject> pivots = events("pool_failover_activated");
        assertThat(pivots).hasSize(1);
        return took;
    }

    private static List<JsonObject> deaths(String name) {
        return events("gateway_down").stream()
                .filter(event -> event.getString("message").contains(name))
                .toList();
    }

    private static List<JsonObject> events(String name) {
        return site.events(name);
    }

    private static boolean isSaved(JsonObject event) {
        return event.getBoolean("saved");
    }

    private static Path pending() {
        return site.sluice().stateDir().resolve("ledger.pending");
    }
}

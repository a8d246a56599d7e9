package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One kill under load and the way home, with what it cost.
 *
 * @param gets all that were sent from the kill until the route was home again
 * @param direct what was sent meanwhile to the substitute itself, past Sluice
 * @param stored from the kill until the pivot could be read from Postgres
 * @param still how long the machine stood still in the seconds after the kill
 */
record PivotRound(LoadReport gets, LoadReport direct, Duration stored, Duration still) {

    /** Who routes where, as the seed asks. */
    static final String SEED_QUERY =
            "SELECT id, domain, target_peer_id, original_peer_id FROM routes WHERE target_kind='gateway' AND enabled=1;";

    private static final DrillForm FORM = DrillForm.current();

    /** By then the dead one is out of the way, and nothing is left of the burst. */
    private static final Duration BURST = FORM.pick(Duration.ofSeconds(2), Duration.ofSeconds(20));

    private static final Duration SLOW = FORM.bound(Duration.ofMillis(100));
    private static final Duration STORED = FORM.bound(Duration.ofMillis(1500));
    private static final Duration HOME = FORM.bound(Duration.ofMillis(1500));

    /** Two gateways, the first being the home of a route, and streams of requests to Sluice and to the second alone. */
    record Scene(
            Site site, long route, PeerProcess a, PeerProcess b, LoadRun load, LoadRun direct, MachinePauses pauses) {}

    static PivotRound play(Scene scene, StoredTruth database) throws Exception {
        Duration before = scene.pauses().lost();
        long killed = System.nanoTime();
        scene.a().kill9();
        Duration stored = pivotIsStored(scene, database, killed);
        JsonObject away = scene.site().route(scene.route());
        assertThat(away.getJsonObject("serving").getString("cause")).isEqualTo("home_down");
        assertThat(away.getJsonObject("serving").containsKey("failback_due")).isTrue();
        assertThat(away.getLong("original_peer_id")).isEqualTo(scene.site().id(scene.a()));
        await().atMost(BURST.multipliedBy(2)).until(() -> System.nanoTime() - killed > BURST.toNanos());
        Duration still = scene.pauses().lost().minus(before);

        goesHome(scene);
        long home = System.nanoTime();
        await().atMost(Site.PATIENCE)
                .until(() ->
                        scene.load().soFar().sentBetween(home, Long.MAX_VALUE).size() >= 200);
        return new PivotRound(
                scene.load().soFar().method("GET").sentBetween(killed, home),
                scene.direct().soFar().sentBetween(killed, home),
                stored,
                still);
    }

    /** The seed's own query, by whatever client an operator has; here our own. */
    private static Duration pivotIsStored(Scene scene, StoredTruth database, long killed) {
        long substitute = scene.site().id(scene.b());
        long home = scene.site().id(scene.a());
        List<String> pivoted = List.of(scene.route() + "|app.test|" + substitute + "|" + home);
        Duration before = scene.pauses().lost();
        await().atMost(Site.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> database.ask(SEED_QUERY)
                .equals(pivoted));
        Duration stored = Duration.ofNanos(System.nanoTime() - killed);
        assertThat(stored).isLessThan(STORED.plus(scene.pauses().lost()).minus(before));
        return stored;
    }

    private static void goesHome(Scene scene) throws Exception {
        Duration before = scene.pauses().lost();
        scene.a().restart();
        scene.site().awaitState(scene.a(), "cooldown");
        Instant due = scene.site().route(scene.route()).getJsonObject("serving").getInstant("failback_due");
        scene.site().awaitServing(scene.route(), scene.a());
        Duration still = scene.pauses().lost().minus(before);
        assertThat(Duration.between(due, Instant.now())).isBetween(Duration.ofMillis(-50), HOME.plus(still));
    }

    /** Whether no more of them were slow than the promised percentile of half a minute allows. */
    boolean isQuick() {
        return slow(gets).size() <= PivotUnderLoadTest.SLOW_GETS;
    }

    /** Whether the substitute, asked directly, was slow too: then the machine was, and the round says nothing of Sluice. */
    boolean isDisturbed() {
        return slow(direct).size() > 0;
    }

    private LoadReport slow(LoadReport report) {
        return report.slowerThan(FORM.pick(SLOW.plus(still), SLOW));
    }

    @Override
    public String toString() {
        return "p99.9 %d ms, slowest %d ms, %d GETs over %d ms, of %d; stored after %d ms; past Sluice slowest %d ms"
                .formatted(
                        gets.percentile(99.9).toMillis(),
                        gets.percentile(100).toMillis(),
                        gets.slowerThan(SLOW).size(),
                        SLOW.toMillis(),
                        gets.size(),
                        stored.toMillis(),
                        direct.percentile(100).toMillis());
    }
}

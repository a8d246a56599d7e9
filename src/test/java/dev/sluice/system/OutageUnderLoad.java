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
import java.time.Duration;
import java.time.Instant;

/**
 * A gateway dies under load while the database is away: traffic does not notice, commands are refused at once, the log
 * answers, and what happened is in the database soon after its return.
 *
 * @param route its home is {@code a}
 * @param a serves, and dies
 * @param b takes over
 */
record OutageUnderLoad(Site site, long route, PeerProcess a, PeerProcess b) {

    static final String DOMAIN = "app.test";

    private static final DrillForm FORM = DrillForm.current();
    private static final Duration AWAY = FORM.pick(Duration.ofSeconds(4), Duration.ofSeconds(60));
    private static final Duration DEATH = FORM.pick(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final int PER_SECOND = FORM.pick(100, 200);
    private static final Duration REFUSAL = Duration.ofMillis(500);
    private static final Duration WRITTEN = Duration.ofSeconds(10);

    void run(DatabaseOutage outage) {
        String title = outage.title();
        try (LoadRun load = LoadRun.start(LoadRun.Load.gets(site.sluice().httpPort(), DOMAIN, PER_SECOND))) {
            await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= PER_SECOND);
            outage.begin();
            long begun = System.nanoTime();
            row(title, "first command refused within " + ms(outage.firstRefusal()), refused(outage.firstRefusal()));
            await().atMost(AWAY).until(() -> System.nanoTime() - begun >= DEATH.toNanos());

            outage.last();
            Instant died = Instant.now();
            long dying = System.nanoTime();
            a.kill9();
            site.awaitServing(route, b);
            row(title, "pivot at once", Duration.ofNanos(System.nanoTime() - dying));
            ToldDeath told = new ToldDeath(site, "A", died, "pool_failover_activated");
            Duration slowest = Duration.ZERO;
            while (System.nanoTime() - begun < AWAY.toNanos()) {
                outage.last();
                Duration took = refused(REFUSAL);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
                theLogTells(told, !outage.readable());
            }
            row(title, "later commands refused within " + ms(REFUSAL), slowest);

            outage.end();
            long back = System.nanoTime();
            Duration written = told.awaitWritten(FORM.bound(WRITTEN));
            row(title, "pivot written within " + ms(WRITTEN) + " of its return", written);
            await().atMost(FORM.bound(WRITTEN)).until(() -> edited().status() == 200);
            Duration working = Duration.ofNanos(System.nanoTime() - back);
            row(title, "commands work within " + ms(WRITTEN) + " of its return", working);
            assertThat(working).isLessThan(FORM.bound(WRITTEN));

            LoadReport report = load.stop();
            assertThat(report.failed().size()).as("failed GETs of %s", report).isZero();
            row(title, "0 failed GETs while A dies", report);
        }
    }

    /** A command. No two are the same, so that each has something to write. */
    Rest.Answer edited() {
        JsonObject change = new JsonObject().put("description", "edited at " + System.nanoTime());
        return site.sluice().admin().put("/api/v1/routes/" + route, change);
    }

    /** How long a command took that was refused because the database is away. */
    Duration refused(Duration promised) {
        long asked = System.nanoTime();
        Rest.Answer answer = edited();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(answer.expect(503).body().getString("code")).isIn("store_away", "commit_unknown");
        assertThat(took).isLessThan(FORM.bound(promised));
        return took;
    }

    private void theLogTells(ToldDeath told, boolean away) {
        assertThat(told.since(told.pivot())).hasSize(1);
        if (away) {
            assertThat(site.sluice().get("/logs/activity").getBoolean("database_away"))
                    .isTrue();
        }
    }

    private static void row(String title, String promise, Object measured) {
        DrillTable.row(title, promise, measured);
    }

    private static String ms(Duration limit) {
        return limit.toMillis() + " ms";
    }
}

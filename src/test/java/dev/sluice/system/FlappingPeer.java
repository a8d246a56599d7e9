package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Relay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A primary that comes and goes: one pivot, one of each event, and no way home until it has stayed for its cooldown, which
 * grows with each fall. In full it goes and comes every 5 s for ten minutes; in short as soon as either was noticed, thrice.
 */
final class FlappingPeer {

    private static final DrillForm FORM = DrillForm.current();
    private static final int COOLDOWN_S = FORM.pick(5, 60);

    /** The third fall within an hour doubles the cooldown; later ones go on to five minutes. */
    private static final Duration LONGEST_COOLDOWN = Duration.ofSeconds(FORM.pick(10, 300));

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final int ROUNDS = 3;
    private static final int SHORT_FALLS = 3;
    private static final int FULL_FALLS = 60;
    private static final Duration PHASE = Duration.ofSeconds(5);

    private final Site site;
    private final PeerProcess substitute;
    private final Bystander bystander;

    FlappingPeer(Site site, PeerProcess substitute, Bystander bystander) {
        this.site = site;
        this.substitute = substitute;
        this.bystander = bystander;
    }

    /** Once; anew, with another peer, if it failed while this machine starved stand-ins: then there were more falls. */
    void run() throws InterruptedException {
        for (int round = 1; ; round++) {
            Instant began = Instant.now();
            try {
                run("flapping" + round);
                return;
            } catch (AssertionError | ConditionTimeoutException e) {
                if (round == ROUNDS || !bystander.sawStarvation(began, Instant.now())) {
                    throw e;
                }
            }
        }
    }

    private void run(String name) throws InterruptedException {
        try (PeerProcess behind = PeerProcess.start(name);
                Relay line = Relay.to(behind.port());
                MachinePauses pauses = MachinePauses.begin()) {
            long id = site.gateway(name, "127.0.0.1", line.port());
            long pool =
                    site.pool(Site.failoverPool(COOLDOWN_S).put("name", name), new long[] {id, site.id(substitute)});
            long route = site.pinnedRoute(name + ".test", id);
            site.awaitServing(route, id);
            try (LoadRun load =
                    LoadRun.start(new LoadRun.Load(site.sluice().httpPort(), name + ".test", "/", 50, 0, LIMIT))) {
                await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= 50);
                flap(line, id);
                Duration lostBefore = pauses.lost();
                long back = System.nanoTime();
                site.awaitServing(route, id, LONGEST_COOLDOWN.plus(Site.PATIENCE));
                Duration took = Duration.ofNanos(System.nanoTime() - back);
                Duration lost = pauses.lost().minus(lostBefore);
                LoadReport report = load.stop();
                DrillTable.row(
                        "flapping",
                        "1 pivot, 1 gateway_down, 1 gateway_recovery_interrupted, 0 failed GETs, home within "
                                + LONGEST_COOLDOWN.plus(GRACE).toSeconds() + " s",
                        "home after " + took.toMillis() + " ms, "
                                + report.failed().size() + " of " + report.size() + " GETs failed");
                assertThat(report.failed().size())
                        .as("failed GETs of %s", report)
                        .isZero();
                assertThat(took)
                        .isBetween(
                                LONGEST_COOLDOWN,
                                LONGEST_COOLDOWN.plus(FORM.bound(GRACE)).plus(lost));
                assertOnce(id, pool);
            }
        }
    }

    /** Ends with the last time that it comes back. */
    private void flap(Relay line, long id) throws InterruptedException {
        for (int fall = 0; fall < FORM.pick(SHORT_FALLS, FULL_FALLS); fall++) {
            line.cut();
            if (FORM == DrillForm.FULL) {
                TimeUnit.NANOSECONDS.sleep(PHASE.toNanos());
            } else {
                site.awaitState(id, "down");
            }
            line.mend();
            boolean last = fall + 1 == FORM.pick(SHORT_FALLS, FULL_FALLS);
            if (FORM == DrillForm.FULL && !last) {
                TimeUnit.NANOSECONDS.sleep(PHASE.toNanos());
            } else if (!last) {
                site.awaitState(id, "cooldown");
            }
        }
    }

    private void assertOnce(long id, long pool) {
        await().atMost(Site.PATIENCE).until(() -> count("pool_failover_restored", "pool_id", pool) > 0);
        assertThat(List.of(
                        count("gateway_down", "peer_id", id),
                        count("gateway_recovery_interrupted", "peer_id", id),
                        count("pool_failover_activated", "pool_id", pool),
                        count("pool_failover_restored", "pool_id", pool)))
                .as("gateway_down, gateway_recovery_interrupted, pivots, ways home")
                .isEqualTo(List.of(1L, 1L, 1L, 1L));
    }

    private long count(String event, String field, long id) {
        return site.events(event).stream()
                .filter(told -> told.getJsonObject("details").getLong(field) == id)
                .count();
    }
}

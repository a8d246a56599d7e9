package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.StandInCrowd.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sluice is killed at every named place around a pivot, a failback, a command and an outage, and started again. Then database,
 * memory and traffic say the same, and the log tells everything once.
 */
@Tag("drill")
class CrashTruthTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final Duration AGREED = FORM.bound(Duration.ofSeconds(5));
    private static final int ROUNDS = FORM.pick(1, 3);
    /** In the short form; at the first of them, the receipt of a pivot is open too. */
    private static final List<String> FEW =
            List.of("command: the end of a cooldown is answered", "outage: the last one returns while Sluice is dead");

    private static CrowdSite site;
    private static StoredTruth stored;

    @BeforeAll
    static void open() {
        site = new CrowdSite(Map.of("SLUICE_WATCHDOG_INTERVAL", "250ms"));
        stored = new StoredTruth(site.sluice().stateDir());
    }

    @AfterAll
    static void close() {
        stored.close();
        site.close();
    }

    @Test
    void databaseMemoryAndTrafficAgreeAndTheLogTellsAllOnce() {
        List<CrashPoint> points = CrashPoint.all();
        if (FORM == DrillForm.SHORT) {
            points = points.stream().filter(point -> FEW.contains(point.name())).toList();
            assertThat(points).hasSameSizeAs(FEW);
        }
        Duration worst = Duration.ZERO;
        String where = "";
        int crashes = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            for (CrashPoint point : points) {
                Duration took = crash(point, "c" + crashes++);
                if (took.compareTo(worst) >= 0) {
                    worst = took;
                    where = point.name();
                }
            }
        }
        DrillTable.row(
                "crash truth, " + points.size() + " points, " + ROUNDS + " rounds",
                "database, memory and traffic agree within 5 s of the start; no event lost or doubled",
                "worst " + worst.toMillis() + " ms (" + where + ")");
    }

    /** How long after the start all agreed. */
    private static Duration crash(CrashPoint point, String name) {
        CrashScene scene = new CrashScene(site, stored, name, point.cooldownS());
        point.until().accept(scene);
        site.sluice().kill9();
        try (MachinePauses pauses = MachinePauses.begin()) {
            Gateway serves = point.serves().apply(scene);
            site.sluice().restart();
            long ready = System.nanoTime();
            await(point.name())
                    .atMost(CrowdSite.PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> scene.allSayThat(serves));
            Duration took = Duration.ofNanos(System.nanoTime() - ready);
            assertThat(took).as(point.name()).isLessThan(AGREED.plus(pauses.lost()));
            if (!point.isCommand()) {
                scene.home.revive();
                scene.substitute.revive();
                await(point.name())
                        .atMost(CrowdSite.PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> scene.allSayThat(scene.home));
            }
            await(point.name() + ": receipts are closed")
                    .atMost(CrowdSite.PATIENCE)
                    .until(() -> stored.ask("SELECT count(*) FROM event WHERE details->'receipt'->'open' = 'true'")
                            .equals(List.of("0")));
            scene.logIsTrue();
            return took;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    point.name() + ": " + e.getMessage() + "\n"
                            + String.join(
                                    "\n",
                                    stored.ask(
                                            "SELECT at, event, message, details FROM event ORDER BY at DESC, id DESC LIMIT 12")),
                    e);
        }
    }
}

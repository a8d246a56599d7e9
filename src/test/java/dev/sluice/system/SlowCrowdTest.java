package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.SlowCrowd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients that are slow with heads, bodies and answers: others are served as ever, and nobody is waited for long. */
@Tag("drill")
class SlowCrowdTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int CLIENTS = FORM.pick(240, 2_000);
    private static final int PER_SECOND = FORM.pick(40, 50);
    private static final Duration PATIENT = Duration.ofSeconds(1);
    private static final Duration ENDED = Duration.ofSeconds(30);
    private static final Duration SOON = FORM.bound(Duration.ofSeconds(1));
    private static final long MOST_KIB = 128 << 10;
    private static final String HOST = "slow.test";
    private static final String CROWDED = "crowded.test";
    private static final Duration WARM = FORM.pick(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** In full the limits are the usual ones. */
    private static final Map<String, String> LIMITS = FORM.pick(
            Map.of(
                    "SLUICE_HTTP_H2C", "true",
                    "SLUICE_PROXY_REQUEST_HEAD_TIMEOUT", "2s",
                    "SLUICE_PROXY_BODY_RATE_GRACE", "2s"),
            Map.of("SLUICE_HTTP_H2C", "true"));

    @Test
    void othersAreServedAndNobodyIsWaitedForLong() {
        try (Site site = new Site(LIMITS)) {
            PeerProcess peer = site.gateway("A");
            site.serveInClearToo(site.pinnedRoute(HOST, peer));
            site.serveInClearToo(site.pinnedRoute(CROWDED, site.gateway("B"))); // which has a crowd of its own to bear
            long descriptors = site.sluice().openDescriptors();
            try (LoadRun load = LoadRun.start(site.gets(LoadWire.HTTP1, HOST, PER_SECOND))) {
                await().atMost(Site.PATIENCE).until(() -> load.soFar().size() >= WARM.toSeconds() * PER_SECOND);
                long before = site.sluice().residentKib();
                long begun = System.nanoTime();
                long most;
                try (SlowCrowd crowd =
                        SlowCrowd.open(site.sluice().httpPort(), CROWDED, "/large?bytes=1000000", CLIENTS)) {
                    most = whileWaitedFor(site, crowd) - before;
                    List<Duration> waits = crowd.waits();
                    Duration longest = waits.get(waits.size() - 1);
                    DrillTable.row(
                            CLIENTS + " slow clients",
                            "all slow heads and bodies ended within 30 s",
                            "the last after " + longest.toMillis() + " ms");
                    assertThat(waits.get(0)).as("none is refused at once").isGreaterThan(PATIENT);
                    assertThat(longest).isLessThan(ENDED);
                }
                LoadReport during = load.stop().sentBetween(begun, Long.MAX_VALUE);
                DrillTable.row(
                        CLIENTS + " slow clients",
                        "others: none failed, p99 under 1 s; memory grows by less than 128 MiB",
                        during + "; " + (most >> 10) + " MiB");
                assertThat(during.failed().size()).as("failed: %s", during).isZero();
                assertThat(during.percentile(99)).isLessThan(SOON);
                assertThat(most).isLessThan(MOST_KIB);
            }
            await().atMost(Site.PATIENCE)
                    .untilAsserted(() -> assertThat(site.sluice().openDescriptors())
                            .as("what was taken for them is released")
                            .isLessThan(descriptors + CLIENTS / 10));
            assertThat(site.state(site.id(peer))).isEqualTo("alive");
        }
    }

    /** The most memory that it had meanwhile, in KiB. */
    private static long whileWaitedFor(Site site, SlowCrowd crowd) {
        long[] most = {0};
        await().atMost(ENDED.plus(Site.PATIENCE))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    most[0] = Math.max(most[0], site.sluice().residentKib());
                    return crowd.waitedFor() == 0;
                });
        return most[0];
    }
}

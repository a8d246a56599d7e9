package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillTable;
import dev.sluice.testing.IsolatedPeer;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LossyLine;
import dev.sluice.testing.PeerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A gateway at the other end of a bad line is bad to reach, not dead: no pivot in ten minutes at 800 ms for the round trip
 * and a packet in twenty lost, each way.
 */
@Tag("drill")
@Tag("only-in-full")
class LossyLineTest {

    private static final Duration ONE_WAY = Duration.ofMillis(400);
    private static final int LOSS_PERCENT = 5;

    /** {@code -Dsluice.drills.lossy-seconds} shortens it, for a trial. */
    private static final Duration HELD = Duration.ofSeconds(Integer.getInteger("sluice.drills.lossy-seconds", 600));

    @Test
    void aLineThatLosesPacketsCausesNoPivot() {
        try (IsolatedPeer far = IsolatedPeer.start("far");
                LossyLine line = LossyLine.to(far, ONE_WAY, LOSS_PERCENT);
                Site site = new Site()) {
            PeerProcess substitute = site.gateway("substitute");
            long id = site.gateway("far", far.host(), far.port());
            site.pool(Site.failoverPool(60), new long[] {id, site.id(substitute)});
            long route = site.pinnedRoute("far.test", id);
            site.awaitServing(route, id);
            long began = System.nanoTime();
            try (LoadRun load =
                    LoadRun.start(new LoadRun.Load(site.sluice().httpPort(), "far.test", "/", 5, 0, HELD))) {
                await().atMost(HELD.plus(Site.PATIENCE)).until(() -> System.nanoTime() - began > HELD.toNanos());
                LoadReport report = load.stop();
                DrillTable.row(
                        "lossy line",
                        "no pivot in " + HELD.toSeconds() + " s at 800 ms and 5 % loss each way",
                        SilentFall.falls(site, id).size() + " times DOWN; GETs: " + report.byPeer() + ", "
                                + report.failed().size() + " failed");
            }
            assertThat(line.holds()).as("the line").isTrue();
            assertThat(SilentFall.falls(site, id)).isEmpty();
            assertThat(site.events("pool_failover_activated")).isEmpty();
            assertThat(site.state(id)).isEqualTo("alive");
            assertThat(site.route(route).getLong("serving_peer_id")).isEqualTo(id);
        }
    }
}

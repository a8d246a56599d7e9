package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The crowd misses nothing that happens to its sockets. */
class TalkingCrowdTest {

    private static final Duration GAP = Duration.ofMillis(10);

    @Test
    void allThatIsSaidAndToldArrivesInOrder() {
        try (PeerProcess peer = PeerProcess.start("a");
                TalkingCrowd crowd = TalkingCrowd.open(peer.port(), 0, "a.example", 20, GAP)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> crowd.soFar().texts() >= 2_000);

            TalkingCrowd.Report report = crowd.stop();

            assertThat(report.faults()).isEmpty();
            assertThat(report.byPeer()).containsOnlyKeys("a").containsValue(20L);
        }
    }

    @Test
    void everySocketThatIsCutIsMissed() {
        try (PeerProcess peer = PeerProcess.start("a");
                TalkingCrowd crowd = TalkingCrowd.open(peer.port(), 0, "a.example", 20, GAP)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> crowd.soFar().texts() >= 200);
            peer.kill9();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> crowd.soFar().faults().size() == 20);
            assertThat(crowd.stop().faults()).hasSize(20).allMatch(fault -> fault.startsWith("socket "));
        }
    }

    @Test
    void anIdleCrowdTellsWhoIsStillThere() {
        try (PeerProcess peer = PeerProcess.start("a");
                IdleCrowd crowd = IdleCrowd.open(peer.port(), "a.example", 50)) {
            assertThat(crowd.alive()).isEqualTo(crowd.size()).isEqualTo(50);
            peer.kill9();
            assertThat(crowd.alive()).isZero();
        }
    }
}

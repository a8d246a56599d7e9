package dev.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.LoadRun.Load;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The generator sends what it says at the pace it says, and hides no failure. */
class LoadRunTest {

    @Test
    void keepsItsPaceAndItsShareOfPosts() {
        try (PeerProcess peer = PeerProcess.start("a");
                LoadRun run =
                        LoadRun.start(Load.gets(peer.port(), "a.example", 500).withPosts(10))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.soFar().size() >= 1000);

            LoadReport report = run.stop();

            assertThat(report.failed().shots()).as(report.toString()).isEmpty();
            assertThat(report.shots().subList(0, 1000))
                    .filteredOn(shot -> shot.method().equals("POST"))
                    .hasSize(100);
            assertThat(report.byPeer()).containsOnlyKeys("a");
            assertThat(report.uids()).doesNotHaveDuplicates();
            assertThat(peer.idsSeen("POST"))
                    .containsExactlyInAnyOrderElementsOf(report.method("POST").uids());
            long span =
                    report.shots().get(999).dueNanos() - report.shots().get(0).dueNanos();
            assertThat(Duration.ofNanos(span)).isEqualTo(Duration.ofMillis(1998));
            System.out.println(report);
        }
    }

    @Test
    void sendsOnWhileThePeerIsSilentAndCountsWhatItLoses() {
        try (PeerProcess peer = PeerProcess.start("a");
                LoadRun run = LoadRun.start(Load.gets(peer.port(), "a.example", 200))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.soFar().size() >= 20);
            peer.freeze();
            long frozen = System.nanoTime();
            await().atMost(Duration.ofSeconds(5)).until(() -> System.nanoTime() - frozen > 500_000_000L);
            peer.kill9();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> run.soFar().failed().size() >= 100);

            LoadReport report = run.stop();

            assertThat(report.failed().size()).isGreaterThanOrEqualTo(100);
            assertThat(report.failed().shots())
                    .allMatch(shot -> shot.fault() != null && shot.peer().isEmpty());
            // Those in flight while it was silent waited for its death: sending did not wait for answers.
            assertThat(report.failed().shots())
                    .filteredOn(shot -> shot.latency().compareTo(Duration.ofMillis(100)) > 0)
                    .hasSizeGreaterThan(30);
        }
    }

    @Test
    void endsByItselfAtItsLimit() {
        try (PeerProcess peer = PeerProcess.start("a");
                LoadRun run = LoadRun.start(
                        new Load(peer.port(), "a.example", "/?status=503", 100, 0, Duration.ofMillis(300)))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> run.soFar().size() == 30);

            LoadReport report = run.stop();

            assertThat(report.failed().size()).isEqualTo(30);
            assertThat(report.shots()).allMatch(shot -> shot.status() == 503 && shot.fault() == null);
            assertThat(report.toString()).contains("30 failed");
        }
    }
}

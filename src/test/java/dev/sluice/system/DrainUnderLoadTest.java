package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.DrillForm;
import dev.sluice.testing.DrillTable;
import dev.sluice.testing.LoadReport;
import dev.sluice.testing.LoadRun;
import dev.sluice.testing.LoadWire;
import dev.sluice.testing.MachinePauses;
import dev.sluice.testing.PeerProcess;
import dev.sluice.testing.Shot;
import dev.sluice.testing.TalkingCrowd;
import dev.sluice.testing.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sluice is asked to end while requests are in flight, HTTP/2 streams are open and WebSockets talk: what it has begun it
 * finishes, and then it is gone soon.
 */
@Tag("drill")
@Tag("quiet")
class DrainUnderLoadTest {

    private static final DrillForm FORM = DrillForm.current();
    private static final int ROUNDS = FORM.pick(1, 10);
    private static final int MOST_DISTURBED = 5;
    private static final int PER_SECOND = 240;
    private static final int SLOW_PER_SECOND = 20;
    private static final int SOCKETS = 20;
    private static final Duration WARM_UP = FORM.pick(Duration.ofSeconds(2), Duration.ofSeconds(3));
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(60);
    /** So late, a client does not read its last answers before they have waited for it too long. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final Duration END = Duration.ofSeconds(6);

    @Test
    void everyRequestInFlightIsAnsweredAndTheProcessEndsSoonWithCodeZero() {
        try (Site site = new Site();
                MachinePauses pauses = MachinePauses.begin()) {
            PeerProcess peer = site.gateway("A");
            site.serveInClearToo(site.pinnedRoute("app.test", peer));
            site.sluice().show(TestCertificate.of("app.test"));
            int disturbed = 0;
            for (int round = 0; round < ROUNDS; ) {
                if (round + disturbed > 0) {
                    site.sluice().restart();
                    site.awaitState(peer, "alive");
                }
                boolean counts = endUnderLoad(site, peer, pauses);
                round += counts ? 1 : 0;
                disturbed += counts ? 0 : 1;
                assertThat(disturbed)
                        .as("rounds in which the clients stood still")
                        .isLessThan(MOST_DISTURBED);
            }
        }
    }

    /** False if it says nothing of Sluice: it loses requests, and its clients themselves were late by seconds. */
    private static boolean endUnderLoad(Site site, PeerProcess peer, MachinePauses pauses) {
        int http = site.sluice().httpPort();
        int https = site.sluice().httpsPort();
        List<LoadRun> loads = new ArrayList<>();
        try (TalkingCrowd crowd = TalkingCrowd.open(http, https, "app.test", SOCKETS, Duration.ofMillis(100))) {
            loads.add(LoadRun.start(
                    site.gets(LoadWire.HTTP1, "app.test", PER_SECOND).withPosts(10)));
            loads.add(LoadRun.start(
                    site.gets(LoadWire.HTTP2_TLS, "app.test", PER_SECOND).withPosts(10)));
            loads.add(LoadRun.start(
                    site.gets(LoadWire.HTTP2_TLS, "app.test", SLOW_PER_SECOND).withPath("/?delay=1500")));
            await().atMost(LONGEST_WARM_UP)
                    .until(() -> loads.get(1).soFar().size() >= PER_SECOND * WARM_UP.toSeconds()
                            && loads.get(2).soFar().size() > SLOW_PER_SECOND);
            assertThat(crowd.soFar().faults()).isEmpty();

            Duration before = pauses.lost();
            long asked = System.nanoTime();
            int code = site.sluice().terminate();
            long ended = System.nanoTime();
            Duration still = pauses.lost().minus(before);

            assertThat(code).as(site.sluice().output()).isZero();
            LoadReport all = new LoadReport(
                    loads.stream().flatMap(load -> load.stop().shots().stream()).toList());
            LoadReport begun = begun(all, peer);
            Duration after = Duration.ofNanos(ended - lastAnswer(all));
            DrillTable.row(
                    "SIGTERM under 500/s, " + SOCKETS + " tunnels",
                    "0 begun requests lost, code 0, end within 6 s of the last answer",
                    begun.failed().size() + " of " + begun.size() + " begun lost, " + inFlight(begun, asked)
                            + " were in flight, ended " + after.toMillis() + " ms after the last answer, "
                            + (ended - asked) / 1_000_000 + " ms after it was asked");
            if (begun.failed().size() > 0 && begun.latenessPercentile(99.9).compareTo(LATE) > 0) {
                return false;
            }
            assertThat(begun.failed().size())
                    .as("passed on to the peer, and not answered, %d being when it was asked: %s", asked, begun)
                    .isZero();
            assertThat(inFlight(begun, asked)).isPositive();
            assertThat(after).isLessThan(END.plus(still));
            return true;
        } finally {
            loads.forEach(LoadRun::close);
        }
    }

    /** Those that reached the peer. Of others nothing was lost: they waited in their client, or for a connection. */
    private static LoadReport begun(LoadReport all, PeerProcess peer) {
        Set<String> passedOn = new HashSet<>(peer.idsSeen("GET"));
        passedOn.addAll(peer.idsSeen("POST"));
        return all.only(shot -> passedOn.contains(shot.uid()));
    }

    private static int inFlight(LoadReport all, long asked) {
        return all.only(shot -> shot.sentNanos() < asked && shot.doneNanos() > asked)
                .size();
    }

    private static long lastAnswer(LoadReport all) {
        return all.only(shot -> !shot.isFailed()).shots().stream()
                .mapToLong(Shot::doneNanos)
                .max()
                .orElseThrow();
    }
}

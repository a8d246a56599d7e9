package dev.sluice.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.failover.HealthState;
import dev.sluice.core.failover.Observation;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.ProbeKind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The whole watchdog against real sockets. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class WatchdogTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ShiftedClock clock = new ShiftedClock();
    private final ObservedHealth health = new ObservedHealth(clock);
    private Vertx vertx;
    private Context loop;
    private Watchdog watchdog;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        watchdog = new Watchdog(vertx, health, clock, WatchdogOptions.of("test"));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void anAnsweringPeerIsAliveAndOneThatDiesIsDown() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), Duration.ofMillis(200)));
            assertThat(health.heard.get()).isPositive();
            peer.die();
            soon().until(() -> health.state(1) == HealthState.DOWN);
            assertThat(health.evidence()).contains("connect refused 127.0.0.1:" + peer.port());
        }
    }

    @Test
    void oneThatAcceptsAndIsSilentIsDown() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), Duration.ofMillis(200)));
            int heard = health.heard.get();
            peer.behave(StandIn.isSilent());
            soon().until(() -> health.state(1) == HealthState.DOWN);
            assertThat(health.evidence()).contains("connected, but no answer within 500 ms");
            assertThat(health.heard.get())
                    .as("a connection alone is no sign of life")
                    .isLessThanOrEqualTo(heard + 1); // the probe that was under way
        }
    }

    @Test
    void oneThatDripsIsNotSavedByIt() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), Duration.ofMillis(200)));
            int heard = health.heard.get();
            peer.behave(StandIn.drips("HTTP/1.1 200 OK\r\n", 400));
            soon().until(() -> health.state(1) == HealthState.DOWN);
            assertThat(health.heard.get()).isGreaterThan(heard + 3);
        }
    }

    @Test
    void aFullBacklogIsSilence() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, fillers);
            // Persisted from before: an unknown peer has five seconds to answer.
            health.observed(
                    Peers.http(1, full.getLocalPort()),
                    new Observation.Answered(clock.now(), clock.now().plus(Duration.ofMillis(5)), "HTTP 200"));
            watch(Peers.http(1, full.getLocalPort(), Duration.ofMillis(200)));
            soon().until(() -> health.state(1) == HealthState.DOWN);
            assertThat(health.evidence()).contains("no connection within 500 ms");
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    /** Accepts nothing, until the kernel drops what more would come. */
    private static void fill(ServerSocket full, List<Socket> fillers) throws Exception {
        for (int i = 0; i < 16; i++) {
            Socket socket = new Socket();
            fillers.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new AssertionError("the backlog does not fill");
    }

    @Test
    void aStoppedProcessIsDownAndItsLateAnswersCount() throws Exception {
        try (FrozenPeer peer = new FrozenPeer()) {
            watchAlive(Peers.http(1, peer.port(), Duration.ofMillis(200)));
            peer.freeze();
            soon().until(() -> health.state(1) == HealthState.DOWN);
            assertThat(health.evidence()).contains("connected, but no answer within 500 ms");
            long before = health.answersAfter(Duration.ofMillis(500));
            peer.thaw();
            soon().until(() -> health.state(1) == HealthState.COOLDOWN);
            soon().until(() -> health.answersAfter(Duration.ofMillis(500)) > before);
        }
    }

    @Test
    void anAnswerAfterItsTimeoutIsAFailureAndThenASuccess() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), HOUR));
            peer.behave(StandIn.answersAfter(() -> 900)); // all of them: a prompt later answer would overtake it
            onLoop(() -> watchdog.doubt(1));
            soon().until(() -> health.answersAfter(Duration.ofMillis(900)) > 0);
            assertThat(health.seen(Observation.Unanswered.class)).isNotEmpty();
            assertThat(health.state(1)).isEqualTo(HealthState.ALIVE);
        }
    }

    @Test
    void doubtProbesAtOnce() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), HOUR));
            int before = health.observations.size();
            onLoop(() -> watchdog.doubt(1));
            soon().until(() -> health.observations.size() > before);
            onLoop(() -> watchdog.doubt(99));
        }
    }

    @Test
    void aPeerThatABootWaitsForIsProbedAsIfInDoubt() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), HOUR));
            onLoop(() -> watchdog.hurry(peerId -> peerId == 1));
            soon().until(() -> health.observations.size() >= 5);
            onLoop(() -> watchdog.hurry(peerId -> peerId == 2));
            assertThat(peer.heads.size()).isLessThan(40); // none to come for an hour
        }
    }

    @Test
    void anEditedAddressIsProbedAtOnceAndTheOldOneIsHeardNoMore() throws Exception {
        try (StandIn old = new StandIn(StandIn.isSilent());
                StandIn other = new StandIn(StandIn.answers("204 No Content"))) {
            watch(Peers.http(1, old.port(), HOUR));
            soon().until(() -> !old.heads.isEmpty());
            health.watch(Peers.http(1, other.port(), HOUR));
            onLoop(watchdog::peersChanged);
            soon().until(() -> health.state(1) == HealthState.ALIVE);
            soon().until(() -> old.ends.size() == old.accepted.size());
            assertThat(health.evidence()).containsOnly("HTTP 204");
        }
    }

    @Test
    void aPeerThatIsNotWatchedAnyMoreIsForgotten() throws Exception {
        try (StandIn peer = new StandIn(StandIn.isSilent());
                StandIn other = new StandIn(StandIn.answers("200 OK"))) {
            watch(Peers.http(1, peer.port(), Duration.ofMillis(100)));
            soon().until(() -> peer.heads.size() >= 2);
            health.forget(1);
            health.watch(Peers.http(2, other.port(), Duration.ofMillis(100)));
            onLoop(watchdog::peersChanged);
            soon().until(() -> peer.ends.size() == peer.accepted.size());
            int accepted = peer.accepted.size();
            soon().until(() -> other.heads.size() >= 5);
            assertThat(peer.accepted).hasSize(accepted);
        }
    }

    @Test
    void heartbeatPeersAreNotAsked() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"));
                StandIn other = new StandIn(StandIn.answers("200 OK"))) {
            health.watch(Peers.peer(1, peer.port(), Peers.probe(ProbeKind.HEARTBEAT, null, Duration.ofMillis(100))));
            watch(Peers.http(2, other.port(), Duration.ofMillis(100)));
            soon().until(() -> other.heads.size() >= 5);
            assertThat(peer.accepted).isEmpty();
        }
    }

    @Test
    void afterAStandstillWhatWasUnderWayIsDroppedAndAllAreAskedAfresh() throws Exception {
        try (StandIn silent = new StandIn(StandIn.isSilent());
                StandIn answering = new StandIn(StandIn.answers("200 OK"))) {
            watch(Peers.http(1, silent.port()));
            health.watch(Peers.http(2, answering.port(), HOUR));
            onLoop(watchdog::peersChanged);
            soon().until(() -> silent.heads.size() >= 3 && health.state(2) == HealthState.ALIVE);
            int asked = answering.heads.size();
            silent.behave(StandIn.answers("200 OK"));
            int dropped = silent.heads.size();
            clock.forward(Duration.ofSeconds(60));
            soon().until(() -> health.state(1) == HealthState.ALIVE);
            soon().until(() -> answering.heads.size() > asked);
            soon().until(() -> silent.ends.size() >= dropped);
            assertThat(health.seen(Observation.Unanswered.class)).isEmpty();
            assertThat(health.seen(Observation.Answered.class))
                    .allSatisfy(seen -> assertThat(seen.latency()).isLessThan(Duration.ofSeconds(10)));
        }
    }

    @Test
    void aViewThatFailsForAWhileDoesNotEndTheWatch() throws Exception {
        try (StandIn peer = new StandIn(StandIn.answers("200 OK"))) {
            watchAlive(Peers.http(1, peer.port(), Duration.ofMillis(100)));
            health.broken = true;
            soon().until(() -> health.failures.get() > 3);
            onLoop(() -> watchdog.doubt(1));
            health.broken = false;
            int seen = health.observations.size();
            soon().until(() -> health.observations.size() > seen + 3);
        }
    }

    @Test
    void stopClosesEverythingAndTellsNothingMore() throws Exception {
        try (StandIn peer = new StandIn(StandIn.isSilent())) {
            watch(Peers.http(1, peer.port()));
            soon().until(() -> peer.heads.size() >= 2);
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            onLoop(() -> watchdog.stop().onComplete(done -> stopped.complete(null)));
            stopped.get(10, TimeUnit.SECONDS);
            soon().until(() -> peer.ends.size() == peer.accepted.size());
            assertThat(health.observations).isEmpty();
            onLoop(() -> {
                watchdog.peersChanged();
                watchdog.doubt(1);
            });
            assertThat(peer.accepted).hasSameSizeAs(peer.ends);
        }
    }

    private void watchAlive(Peer peer) throws Exception {
        watch(peer);
        soon().until(() -> health.state(peer.id()) == HealthState.ALIVE);
        // How long the first answer took on a busy machine is not its usual time: timeouts go by that.
        onLoop(() -> {
            for (int i = 0; i < 30; i++) {
                health.observed(
                        peer,
                        new Observation.Answered(clock.now(), clock.now().plus(Duration.ofMillis(5)), "HTTP 200"));
            }
        });
    }

    private void watch(Peer peer) throws Exception {
        health.watch(peer);
        onLoop(watchdog::start);
    }

    private void onLoop(Runnable what) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(go -> {
            try {
                what.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        done.get(10, TimeUnit.SECONDS);
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(15));
    }
}

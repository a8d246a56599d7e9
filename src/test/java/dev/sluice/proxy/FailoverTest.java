package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.proxy.kit.BlackHole;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A peer that cannot be reached: the next one's turn, and the peer is reported. */
class FailoverTest {

    private static RawUpstream gone() {
        RawUpstream gone = RawUpstream.saying("x");
        gone.kill();
        return gone;
    }

    @Test
    void aRefusedDialMovesAnyMethodToTheNextCandidate() {
        try (RawUpstream b = RawUpstream.saying("b")) {
            Upstream first = Door.upstream(1, gone());
            try (Door door = Door.to(first, Door.upstream(2, b));
                    RawClient client = door.client()) {
                assertThat(client.post("data").body()).isEqualTo("b");
                assertThat(client.get().body()).isEqualTo("b");
                assertThat(b.heads()).hasSize(2);
                assertThat(door.suspicions()).hasSize(1);
                assertThat(door.suspicions().get(0).peerId()).isEqualTo(1);
                assertThat(door.suspicions().get(0).evidence()).contains("refused");
                assertThat(first.vitals().isSuspect()).isTrue();
                assertThat(first.vitals().retried()).isEqualTo(1);
                assertThat(first.vitals().inFlight()).isZero();
            }
        }
    }

    @Test
    void aRefusedDialToAnotherPortOfThePeerIsNoObservation() {
        try (RawUpstream b = RawUpstream.saying("b")) {
            PeerVitals vitals = new PeerVitals(1);
            Upstream otherPort = new Upstream(vitals, "a", "127.0.0.1", gone().port(), false, PeerProtocol.HTTP1, 1);
            try (Door door = Door.to(otherPort, Door.upstream(2, b));
                    RawClient client = door.client()) {
                assertThat(client.get().body()).isEqualTo("b");
                assertThat(door.suspicions()).isEmpty();
                assertThat(vitals.isSuspect()).isFalse();
            }
        }
    }

    @Test
    void aNameThatDoesNotResolveIsNoObservation() {
        try (RawUpstream b = RawUpstream.saying("b")) {
            PeerVitals vitals = new PeerVitals(1);
            Upstream nameless = new Upstream(vitals, "a", "no-such-host.invalid", 80, true, PeerProtocol.HTTP1, 1);
            try (Door door = Door.to(nameless, Door.upstream(2, b));
                    RawClient client = door.client()) {
                assertThat(client.get().body()).isEqualTo("b");
                assertThat(door.suspicions()).isEmpty();
            }
        }
    }

    @Test
    void waitersOfAPeerThatSwallowsDialsMoveOnTogether() {
        try (BlackHole hole = new BlackHole();
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.open(
                        Door.upstreams(u -> u.withDial(Duration.ofMillis(400)).withConnections(2)))) {
            Upstream first = Door.upstream(1, hole.port());
            door.publish(new Plan(7, Door.HOST).through(first, Door.upstream(2, b)));
            Instant before = Instant.now();
            try (Crowd<String> crowd = Crowd.of(10, i -> () -> {
                try (RawClient client = door.client()) {
                    return client.get().body();
                }
            })) {
                assertThat(crowd.results()).hasSize(10).containsOnly("b");
            }
            // One dial at a time on each loop would take five times 400 ms.
            assertThat(Duration.between(before, Instant.now()))
                    .isBetween(Duration.ofMillis(350), Duration.ofMillis(1200));
            assertThat(door.suspicions()).hasSize(1);
            assertThat(door.suspicions().get(0).evidence()).contains("timed out");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(first.vitals().inFlight()).isZero());
        }
    }

    @Test
    void allDialsRefusedGiveTheOutagePage() {
        try (Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST)
                    .through(Door.upstream(1, gone()), Door.upstream(2, gone()))
                    .outageMessage("back soon"));
            Wire.Message answer = client.get();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("back soon");
            assertThat(answer.field("retry-after")).isEqualTo("5");
            assertThat(door.lastFinished().failure()).isEqualTo("outage");
            assertThat(door.lastFinished().attempts()).isEqualTo(2);
        }
    }

    @Test
    void aFullPoolIsNoFaultOfThePeer() {
        try (RawUpstream a = RawUpstream.frozen();
                Door door = Door.open(Door.upstreams(u -> u.withAcquire(Duration.ofMillis(300))
                        .withConnections(2)
                        .withResponseHead(Duration.ofSeconds(2))))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            try (Crowd<Integer> crowd = Crowd.of(6, i -> () -> {
                try (RawClient client = door.client()) {
                    return client.get().status();
                }
            })) {
                List<Integer> statuses = crowd.results();
                assertThat(statuses).containsOnly(503, 504);
                assertThat(a.accepted()).isLessThanOrEqualTo(2);
            }
            assertThat(door.finished().stream().filter(f -> f.status() == 503))
                    .isNotEmpty()
                    .allMatch(f -> "upstream_busy".equals(f.failure()));
            assertThat(door.suspicions()).isEmpty();
        }
    }

    @Test
    void aPublishedTableMovesTheNextRequest() {
        try (RawUpstream a = RawUpstream.saying("a");
                RawUpstream b = RawUpstream.saying("b");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().body()).isEqualTo("a");
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(2, b)));
            assertThat(client.get().body()).isEqualTo("b");
        }
    }

    @Test
    void theFirstGoodAnswerAfterAPivotIsNoted() {
        FirstAnswer stopwatch = new FirstAnswer();
        try (RawUpstream b = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
                    wire.readRequest();
                    wire.send("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
                    wire.readRequest();
                });
                Door door = Door.open();
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(2, b)).firstAnswer(stopwatch));
            assertThat(client.get().status()).isEqualTo(500);
            assertThat(stopwatch.isAnswered()).isFalse();
            assertThat(client.get().status()).isEqualTo(404);
            assertThat(stopwatch.isAnswered()).isTrue();
        }
    }
}

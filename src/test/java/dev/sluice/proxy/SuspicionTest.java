package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Crowd;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A peer that lets requests wait: when that makes it suspect, and when not. */
class SuspicionTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n";

    @Test
    void silenceForAProbesTimeMakesItSuspectOnce() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            upstream.vitals().probeTimeoutNanos(Duration.ofMillis(300).toNanos());
            try (Door door = Door.to(upstream);
                    Crowd<RawClient> clients =
                            Crowd.of(5, i -> () -> door.client().send(GET))) {
                long asked = System.nanoTime();
                Awaitility.await().until(() -> door.suspicions().size() == 1);
                assertThat(System.nanoTime() - asked)
                        .isBetween(
                                Duration.ofMillis(200).toNanos(),
                                Duration.ofMillis(600).toNanos());
                assertThat(door.suspicions().get(0).evidence()).contains("no sign of life");
                Awaitility.await()
                        .during(Duration.ofMillis(700))
                        .until(() -> door.suspicions().size() == 1);
                clients.results().forEach(RawClient::close);
            }
        }
    }

    @Test
    void anySignOfLifeSpeaksForThePeer() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            upstream.vitals().probeTimeoutNanos(Duration.ofMillis(300).toNanos());
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.send(GET);
                Awaitility.await().until(() -> a.heads().size() == 1);
                upstream.vitals().heard(System.nanoTime()); // as a probe's answer would
                Awaitility.await().during(Duration.ofMillis(700)).until(() -> door.suspicions()
                        .isEmpty());
                assertThat(upstream.vitals().isSuspect()).isFalse();
            }
        }
    }

    /** A machine that stands still stops its peers too: they must have a chance to answer after it. */
    @Test
    void timeInWhichWeStoodStillMakesNobodySuspect() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            upstream.vitals().probeTimeoutNanos(Duration.ofMillis(300).toNanos());
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.send(GET);
                Awaitility.await().until(() -> a.heads().size() == 1);
                CountDownLatch still = new CountDownLatch(Door.LOOPS);
                ((VertxInternal) door.vertx())
                        .nettyEventLoopGroup()
                        .forEach(loop -> loop.execute(() -> {
                            standStill(Duration.ofMillis(700));
                            still.countDown();
                        }));
                Awaitility.await().until(() -> still.getCount() == 0);

                upstream.vitals().heard(System.nanoTime()); // its answer to a probe, soon after

                Awaitility.await().during(Duration.ofMillis(600)).until(() -> door.suspicions()
                        .isEmpty());
            }
        }
    }

    private static void standStill(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aClientThatIsSlowWithItsBodyDoesNotMakeThePeerSuspect() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            upstream.vitals().probeTimeoutNanos(Duration.ofMillis(200).toNanos());
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.send("POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: 4\r\n\r\nab");
                Awaitility.await().during(Duration.ofMillis(600)).until(() -> door.suspicions()
                        .isEmpty());
                client.send("cd");
                Awaitility.await().until(() -> door.suspicions().size() == 1);
            }
        }
    }

    @Test
    void aClientThatLeavesIsNoFaultOfThePeer() {
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream)) {
                try (RawClient client = door.client()) {
                    client.send(GET);
                    Awaitility.await().until(() -> a.heads().size() == 1);
                }
                assertThat(door.lastFinished().status()).isEqualTo(499);
                assertThat(door.lastFinished().failure()).isEqualTo("client_gone");
                assertThat(upstream.vitals().failed()).isZero();
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(door.suspicions()).isEmpty();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(a.openConnections()).isZero());
            }
        }
    }
}

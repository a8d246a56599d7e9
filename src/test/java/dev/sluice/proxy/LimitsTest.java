package dev.sluice.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whoever is too slow or too many: what happens, and when. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class LimitsTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n";

    private static UnaryOperator<ProxyOptions> clients(
            Duration head, Duration bodyIdle, Duration rateGrace, Duration keepAlive, int connections) {
        return Door.clients(c -> new ClientLimits(
                head,
                c.headBytes(),
                bodyIdle,
                c.bodyRate(),
                rateGrace,
                keepAlive,
                Duration.ofSeconds(1),
                connections,
                c.connectionsPerAddress()));
    }

    private static UnaryOperator<ProxyOptions> patient() {
        Duration day = Duration.ofDays(1);
        return clients(day, day, day, day, 1000);
    }

    private static long millis(Runnable what) {
        long before = System.nanoTime();
        what.run();
        return (System.nanoTime() - before) / 1_000_000;
    }

    @Test
    void aDrippingHeadIsRefusedAfterItsTotalTime() {
        Duration day = Duration.ofDays(1);
        try (Door door = Door.open(clients(Duration.ofMillis(500), day, day, day, 1000));
                RawClient client = door.client()) {
            client.send("GET / HTTP/1.1\r\n");
            long took = millis(() -> {
                Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
                    client.send("X");
                    return !door.finished().isEmpty();
                });
            });
            assertThat(took).isBetween(400L, 1200L);
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
            assertThat(door.lastFinished().failure()).isEqualTo("slow_head");
        }
    }

    @Test
    void aConnectionWithoutRequestsIsClosed() {
        Duration day = Duration.ofDays(1);
        try (RawUpstream a = RawUpstream.saying("ok");
                Door door = Door.open(clients(day, day, day, Duration.ofMillis(500), 1000));
                RawClient silent = door.client();
                RawClient used = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            assertThat(used.get().status()).isEqualTo(200);
            assertThat(millis(() -> assertThat(silent.isClosed()).isTrue())).isBetween(200L, 1500L);
            assertThat(used.isClosed()).isTrue();
            assertThat(door.finished()).hasSize(1);
        }
    }

    @Test
    void aSilentBodyIsRefusedAndItsUpstreamReleased() {
        Duration day = Duration.ofDays(1);
        try (RawUpstream a = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.open(clients(day, Duration.ofSeconds(1), day, day, 1000));
                    RawClient client = door.client()) {
                door.publish(new Plan(7, Door.HOST).through(upstream));
                client.send(POST + "Content-Length: 1000\r\n\r\nabc");
                Wire.Message answer = client.read();
                assertThat(answer.status()).isEqualTo(408);
                assertThat(answer.body()).contains("slow_body");
                Awaitility.await()
                        .untilAsserted(() -> assertThat(a.openConnections()).isZero());
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(upstream.vitals().failed()).isZero();
            }
        }
    }

    /** The upstream waits too, but owes nothing yet. */
    @Test
    void aSilentBodyIsTheClientsFaultHoweverShortTheWaitForTheAnswer() {
        Duration day = Duration.ofDays(1);
        Duration second = Duration.ofSeconds(1);
        try (RawUpstream a = RawUpstream.open(Wire::readToEnd);
                Door door = Door.open(clients(day, second, day, day, 1000)
                        .compose(Door.upstreams(u -> u.withResponseHead(Duration.ofMillis(200))))::apply);
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            assertThat(client.send(POST + "Content-Length: 10\r\n\r\nabc")
                            .read()
                            .status())
                    .isEqualTo(408);
        }
    }

    @Test
    void aDrippingBodyIsRefusedAfterItsGrace() {
        Duration day = Duration.ofDays(1);
        try (RawUpstream a = RawUpstream.frozen();
                Door door = Door.open(clients(day, day, Duration.ofSeconds(1), day, 1000));
                RawClient client = door.client()) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            client.send(POST + "Content-Length: 100000\r\n\r\n");
            Awaitility.await().pollInterval(Duration.ofMillis(100)).until(() -> {
                client.send("x");
                return !door.finished().isEmpty();
            });
            assertThat(client.read().status()).isEqualTo(408);
        }
    }

    @Test
    void anUpstreamThatNeverAnswersGives504() {
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            for (char c : "HTTP/1.1 200 OK\r\nX-Drip: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".toCharArray()) {
                wire.send(String.valueOf(c));
                if (wire.readByteWithin(50) == -1) {
                    return;
                }
            }
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.open(Door.upstreams(u -> u.withResponseHead(Duration.ofMillis(600))));
                    RawClient client = door.client()) {
                door.publish(new Plan(7, Door.HOST).through(upstream));
                long took = millis(() -> assertThat(client.get().status()).isEqualTo(504));
                assertThat(took).isBetween(500L, 1500L);
                assertThat(upstream.vitals().failed()).isEqualTo(1);
                assertThat(upstream.vitals().inFlight()).isZero();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(a.openConnections()).isZero());
                assertThat(client.get().status())
                        .as("the client's connection goes on")
                        .isEqualTo(504);
            }
        }
    }

    @Test
    void aClientThatTakesNothingOfItsAnswerIsCut() {
        byte[] much = new byte[1 << 20];
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                wire.send(much);
            }
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.open(patient());
                    RawClient client = door.client()) {
                door.publish(new Plan(7, Door.HOST).through(upstream));
                client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !door.finished()
                        .isEmpty());
                assertThat(door.lastFinished().failure()).isEqualTo("slow_reader");
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(upstream.vitals().failed()).isZero();
            }
        }
    }

    /** Of answers of some sizes, all but the end is with the kernel; the upstream is done then, and the limits of an answer end. */
    @Test
    void aClientThatTakesAllButTheEndOfItsAnswerIsCutToo() throws Exception {
        Duration day = Duration.ofDays(1);
        Duration second = Duration.ofSeconds(1);
        List<Socket> clients = new ArrayList<>();
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                        int size = Integer.parseInt(m.firstLine().split("[/ ]")[2]);
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "z".repeat(size));
                    }
                });
                Door door = Door.open(clients(day, day, day, second, 1000))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            for (int size = 1 << 15; size < 4 << 20; size += 1 << 15) {
                Socket client = new Socket();
                client.setReceiveBufferSize(4096);
                client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()));
                clients.add(client);
                client.getOutputStream()
                        .write(("GET /" + size + " HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n").getBytes(US_ASCII));
            }
            Awaitility.await().until(() -> door.finished().size() == clients.size());
            assertThat(door.finished()).anyMatch(told -> told.failure() == null);
            assertThat(door.finished()).anyMatch(told -> "slow_reader".equals(told.failure()));
            Awaitility.await().until(() -> door.front().connections() == 0);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void oneConnectionTooManyIsClosedAtOnce() {
        Duration day = Duration.ofDays(1);
        try (RawUpstream a = RawUpstream.saying("ok");
                Door door = Door.open(clients(day, day, day, day, 2))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, a)));
            try (RawClient first = door.client();
                    RawClient second = door.client()) {
                assertThat(first.get().status()).isEqualTo(200);
                assertThat(second.get().status()).isEqualTo(200);
                try (RawClient third = door.client()) {
                    assertThat(third.isClosed()).isTrue();
                }
                assertThat(first.get().status()).isEqualTo(200);
            }
            Awaitility.await().until(() -> door.front().connections() == 0);
            try (RawClient again = door.client()) {
                assertThat(again.get().status()).isEqualTo(200);
            }
        }
    }
}

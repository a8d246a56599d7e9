package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.time.Duration;
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

    private static long millis(Runnable what) {
        long before = System.nanoTime();
        what.run();
        return (System.nanoTime() - before) / 1_000_000;
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
}

package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.BlackHole;
import dev.sluice.proxy.kit.Door;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Upstreams that do not take a connection. */
class L4DialTest {

    private final int port = L4Door.port();

    private static L4Door impatient() {
        return new L4Door(null, null, Door.upstreams(limits -> limits.withDial(Duration.ofMillis(200))));
    }

    @Test
    void oneThatDoesNotAnswerTheDialIsPassedOver() {
        try (BlackHole silent = new BlackHole();
                TcpService next = TcpService.at("127.0.0.3", port, TcpService.greeting("gw-3"));
                L4Door door = impatient()) {
            Upstream dead = Door.upstream(2, silent.port());
            door.route(7, port, Policy.failover(), dead, L4Door.gateway(3, port))
                    .awaitOpen(port);
            try (TcpClient client = new TcpClient(port)) {
                assertThat(client.line()).isEqualTo("gw-3");
                assertThat(next.accepted()).isOne();
                assertThat(dead.vitals().inFlight()).isZero();
            }
        }
    }

    @Test
    void whenNobodyTakesItTheConnectionIsClosedAtOnce() {
        try (L4Door door = new L4Door()) {
            door.route(7, port, Policy.failover(), L4Door.gateway(2, port), L4Door.gateway(3, port))
                    .awaitOpen(port);
            try (TcpClient client = new TcpClient(port)) {
                assertThat(client.rest()).isEmpty();
                FinishedRequest told = door.finished(each -> true);
                assertThat(told.failure()).isEqualTo("outage");
                assertThat(told.attempts()).isEqualTo(2);
                assertThat(told.peerId()).isEqualTo(3);
            }
        }
    }

    @Test
    void aRefusalAtThePeersOwnPortMakesItSuspect() {
        try (TcpService next = TcpService.at("127.0.0.3", port, TcpService.greeting("gw-3"));
                L4Door door = new L4Door()) {
            Upstream application = Door.upstream(2, FreePort.next()); // where nobody listens
            door.route(7, port, Policy.failover(), application, L4Door.gateway(3, port))
                    .awaitOpen(port);
            try (TcpClient client = new TcpClient(port)) {
                assertThat(client.line()).isEqualTo("gw-3");
                assertThat(next.accepted()).isOne();
                assertThat(door.suspects()).containsExactly(2L);
            }
        }
    }
}

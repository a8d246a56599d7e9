package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.circuit.Breakers;
import dev.sluice.core.site.CircuitBreaker;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A WebSocket is a request to a circuit too, which goes well as soon as it is agreed to. */
class CircuitTunnelTest {

    private static final String REFUSAL = "HTTP/1.1 503 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private final Breakers circuits =
            new Breakers(new CircuitBreaker(1, 1, Duration.ofSeconds(10), Duration.ofSeconds(1), List.of(503)));

    private Breaker.State state() {
        return Objects.requireNonNull(circuits.byPeer().get(1L)).state();
    }

    @Test
    void aWebSocketOpensAndClosesIt() throws IOException {
        AtomicBoolean well = new AtomicBoolean();
        try (RawUpstream chat = RawUpstream.open(wire -> {
                    if (well.get()) {
                        WebSocketWords.echo(wire);
                    } else {
                        wire.readHead();
                        wire.send(REFUSAL);
                    }
                });
                Door door = Door.open()) {
            door.publish(new Plan(7, Door.HOST).circuits(circuits).through(Door.upstream(1, chat)));
            assertThat(asked(door)).startsWith("HTTP/1.1 503 ");
            assertThat(state()).isEqualTo(Breaker.State.OPEN);
            assertThat(asked(door)).contains("etry-after: ");
            assertThat(chat.heads()).hasSize(1);
            well.set(true);
            Awaitility.await().until(() -> state() == Breaker.State.HALF_OPEN);
            assertThat(asked(door)).startsWith("HTTP/1.1 101 ");
            Awaitility.await().until(() -> state() == Breaker.State.CLOSED);
        }
    }

    private static String asked(Door door) throws IOException {
        try (RawClient client = door.client()) {
            return WebSocketWords.ask(client.wire());
        }
    }
}

package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.RoutingTable;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Going down: nobody new, nobody cut who can finish in time, no waiting for nobody. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class ShutdownTest {

    @Test
    void requestsInFlightFinishAndIdleConnectionsClose() {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    answer.await(10, TimeUnit.SECONDS);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient idle = door.client();
                RawClient busy = door.client()) {
            int port = door.port();
            assertThat(idle.get("nowhere.example", "/").status()).isEqualTo(404);
            busy.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            Awaitility.await().until(() -> a.heads().size() == 1);
            Future<Void> down = door.front().shutdown(Duration.ofSeconds(10));
            assertThat(idle.isClosed()).isTrue();
            Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> new RawClient(port).close())
                    .isInstanceOf(UncheckedIOException.class));
            assertThat(down.isComplete()).isFalse();
            answer.countDown();
            Wire.Message got = busy.read();
            assertThat(got.body()).isEqualTo("late");
            assertThat(got.field("connection")).isEqualTo("close");
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(down::succeeded);
        }
    }

    @Test
    void tunnelsEndAMomentAfterTheLastRequest() throws IOException {
        try (RawUpstream a = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
            Future<Void> down = door.front().shutdown(Duration.ofSeconds(30));
            client.send("on");
            assertThat(client.wire().read(2)).as("within that moment").isEqualTo("on");
            assertThat(client.isClosed()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(down::succeeded);
            assertThat(door.lastFinished().status()).isEqualTo(101);
        }
    }

    @Test
    void tunnelsDoNotOutlastLongRequests() throws IOException {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawUpstream a = RawUpstream.open(WebSocketWords::echo);
                RawUpstream slow = RawUpstream.open(wire -> {
                    wire.readRequest();
                    answer.await(20, TimeUnit.SECONDS);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
                });
                Door door = Door.open();
                RawClient client = door.client();
                RawClient busy = door.client()) {
            door.publish(
                    new Plan(7, Door.HOST).through(Door.upstream(1, a)),
                    new Plan(8, "slow.example.org").through(Door.upstream(2, slow)));
            assertThat(WebSocketWords.ask(client.wire())).startsWith("HTTP/1.1 101 ");
            busy.send("GET / HTTP/1.1\r\nHost: slow.example.org\r\n\r\n");
            Awaitility.await().until(() -> slow.heads().size() == 1);
            long from = System.nanoTime();
            Future<Void> down = door.front().shutdown(Duration.ofSeconds(30));
            assertThat(client.isClosed()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(8));
            assertThat(down.isComplete()).isFalse();
            answer.countDown();
            assertThat(busy.read().body()).isEqualTo("late");
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(down::succeeded);
        }
    }

    @Test
    void anEmptyDoorGoesDownAtOnce() {
        try (RawUpstream a = RawUpstream.saying("x");
                Door door = Door.to(Door.upstream(1, a));
                RawClient idle = door.client()) {
            assertThat(idle.get().body()).isEqualTo("x");
            Future<Void> down = door.front().shutdown(Duration.ofSeconds(30));
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(down::succeeded);
        }
    }

    @Test
    void patienceEnds() {
        try (RawUpstream a = RawUpstream.frozen();
                Door door = Door.to(Door.upstream(1, a));
                RawClient busy = door.client()) {
            busy.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            Awaitility.await().until(() -> a.heads().size() == 1);
            Future<Void> down = door.front().shutdown(Duration.ofMillis(500));
            Awaitility.await().atMost(Duration.ofSeconds(3)).until(down::succeeded);
            assertThat(busy.isClosed()).isTrue();
            Awaitility.await().until(() -> door.finished().size() == 1);
        }
    }

    @Test
    void aPortInUseFailsTheOpening() {
        try (RawUpstream taken = RawUpstream.saying("x");
                Door door = Door.open()) {
            Future<FrontDoor> second = FrontDoor.open(
                    door.vertx(),
                    ProxyOptions.defaults().withHttp("127.0.0.1", taken.port()).withEventLoops(2),
                    () -> RoutingTable.EMPTY,
                    (peer, evidence, nanos) -> {},
                    told -> {});
            Awaitility.await().until(second::isComplete);
            assertThat(second.failed()).isTrue();
            assertThat(second.cause()).hasMessageContaining("in use");
        }
    }
}

package dev.sluice.proxy.l4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.balance.Policy;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.testing.TcpClient;
import dev.sluice.testing.TcpService;
import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Going down with TCP connections open. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class L4ShutdownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(1500);
    private static final int LARGE = 4 << 20;

    private final int port = L4Door.port();
    private final L4Door door = new L4Door();

    @AfterEach
    void close() {
        door.close();
    }

    private TcpService service(TcpService.Talk talk) {
        TcpService service = TcpService.at("127.0.0.2", port, talk);
        door.route(1, port, Policy.failover(), L4Door.gateway(2, port)).awaitOpen(port);
        return service;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void theyGoOnUntilAMomentAfterTheLastRequest() {
        CountDownLatch answer = new CountDownLatch(1);
        try (TcpService service = service(TcpService.greeting("gw"));
                RawUpstream slow = RawUpstream.open(wire -> {
                    wire.readRequest();
                    answer.await(10, TimeUnit.SECONDS);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
                });
                TcpClient client = new TcpClient(port)) {
            door.web(new Plan(8, Door.HOST).through(Door.upstream(3, slow)));
            assertThat(client.line()).isEqualTo("gw");
            try (RawClient busy = new RawClient(door.front().httpPort())) {
                busy.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                Awaitility.await().until(() -> slow.heads().size() == 1);
                Future<Void> down = door.front().shutdown(PATIENCE);
                Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> new TcpClient(port).close())
                        .isInstanceOf(UncheckedIOException.class));
                Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
                assertThat(client.echo("on")).isEqualTo("on");
                answer.countDown();
                long answered = System.nanoTime();
                assertThat(busy.read().body()).isEqualTo("late");
                assertThat(client.echo("and on")).isEqualTo("and on");

                assertThat(client.rest()).isEmpty();
                assertThat(since(answered)).isBetween(Duration.ofMillis(1800), Duration.ofMillis(4000));
                Awaitility.await().atMost(SOON).until(down::succeeded);
            }
            assertThat(service.accepted()).isEqualTo(1);
            assertThat(door.finished(each -> each.routeId() == 1).failure()).isNull();
        }
    }

    @Test
    void oneThatEndsByItselfMeanwhileEndsWholeAndIsWaitedForNoLonger() {
        try (TcpService service = service(socket -> {
                    socket.getInputStream().readAllBytes();
                    socket.getOutputStream().write(new byte[LARGE]);
                });
                TcpClient client = new TcpClient(port)) {
            Awaitility.await().until(() -> service.talking() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            client.send("now");
            client.end();
            assertThat(client.rest()).hasSize(LARGE);
            Awaitility.await().atMost(SOON).until(down::succeeded);
            assertThat(door.finished(each -> each.bytesOut() == LARGE).failure())
                    .isNull();
        }
    }

    @Test
    void whatHasNotEvenSaidWhereToIsClosedAtOnce() {
        door.route(1, port, L4TlsMode.PASSTHROUGH, Door.HOST, Policy.failover(), L4Door.gateway(2, port))
                .awaitOpen(port);
        try (TcpClient silent = new TcpClient(port)) {
            Awaitility.await().until(() -> door.front().connections() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            assertThat(silent.rest()).isEmpty();
            Awaitility.await().atMost(SOON).until(down::succeeded);
        }
    }

    @Test
    void theyDoNotOutlastThePatience() {
        try (TcpService service = service(TcpService.greeting("gw"));
                TcpClient client = new TcpClient(port)) {
            assertThat(client.line()).isEqualTo("gw");
            Future<Void> down = door.front().shutdown(Duration.ofMillis(200));
            assertThat(client.rest()).isEmpty();
            Awaitility.await().atMost(SOON).until(down::succeeded);
            assertThat(service.accepted()).isEqualTo(1);
        }
    }
}

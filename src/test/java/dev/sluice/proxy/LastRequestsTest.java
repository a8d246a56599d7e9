package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What clients have sent, or are about to, when the front door goes down: nothing of it is cut off. */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class LastRequestsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Less than a client grants at first, and more than it reads in one go. */
    private static final String LONG = "x".repeat(60_000);

    private static Door door(RawUpstream upstream) {
        Door door = Door.open(options -> options.withHttps(0).withH2c(true));
        door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, upstream)));
        return door;
    }

    /** Its client grants windows while it reads, as all do: to a connection that is closed already they would be a reset. */
    @Test
    void anHttp2AnswerIsWholeThoughItsReaderStillSends() {
        CountDownLatch answer = new CountDownLatch(1);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    answer.await(10, TimeUnit.SECONDS);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LONG.length() + "\r\n\r\n" + LONG);
                });
                Door door = door(a);
                Http2Speaker client = Http2Speaker.plain(door.port())) {
            Http2Stream stream = client.ask("GET", "/", Http2Speaker.NONE);
            Awaitility.await().until(() -> a.heads().size() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            assertThat(client.lastStreams(2)).endsWith(1);
            answer.countDown();
            Awaitility.await().until(() -> door.finished().size() == 1);
            Answer got = stream.answer();
            assertThat(got.whole()).as(stream.toString()).isTrue();
            assertThat(got.body()).isEqualTo(LONG);
            assertThat(client.isEnded()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
        }
    }

    @Test
    void aRequestThatHasArrivedIsAnswered() throws InterruptedException {
        try (RawUpstream a = RawUpstream.saying("x");
                Door door = door(a);
                Http1Speaker one = Http1Speaker.plain(door.port());
                Http1Speaker other = Http1Speaker.plain(door.port());
                Http1Speaker secure = Http1Speaker.tls(door.httpsPort());
                Http1Speaker otherSecure = Http1Speaker.tls(door.httpsPort())) {
            List<Http1Speaker> clients =
                    List.of(one, other, secure, otherSecure); // one of each kind on each event loop
            clients.forEach(client -> assertThat(client.get("/").body()).isEqualTo("x"));
            CountDownLatch busy = busy(door);
            List<Speaker.Conversation> asked = clients.stream()
                    .map(client -> client.ask("GET", "/", Speaker.NONE))
                    .toList();
            Future<Void> down = door.front().shutdown(PATIENCE);
            busy.countDown();
            for (Speaker.Conversation conversation : asked) {
                Answer answer = conversation.answer();
                assertThat(answer.body()).isEqualTo("x");
                assertThat(answer.field("connection")).isEqualTo("close");
            }
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
        }
    }

    @Test
    void aHandshakeIsFinishedAndItsRequestAnswered() throws IOException {
        try (RawUpstream a = RawUpstream.saying("x");
                Door door = door(a);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.httpsPort())) {
            Awaitility.await().until(() -> door.front().connections() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            try (Http1Speaker client = Http1Speaker.tlsWithin(socket)) {
                assertThat(client.get("/").body()).isEqualTo("x");
                assertThat(client.isEnded()).isTrue();
            }
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
        }
    }

    @Test
    void aHandshakeThatIsNotGoneOnWithKeepsNobodyWaiting() throws IOException {
        try (RawUpstream a = RawUpstream.saying("x");
                Door door = door(a);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.httpsPort())) {
            Awaitility.await().until(() -> door.front().connections() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
            assertThat(socket.getInputStream().readAllBytes()).as("an alert").hasSizeLessThan(16);
        }
    }

    /** Event loops that look at nothing, until that is over. */
    private static CountDownLatch busy(Door door) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(Door.LOOPS);
        ((VertxInternal) door.vertx())
                .nettyEventLoopGroup()
                .forEach(loop -> loop.execute(() -> {
                    begun.countDown();
                    try {
                        over.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return over;
    }
}

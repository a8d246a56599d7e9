package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Going down with clients that speak HTTP/2, in clear text and within TLS (RFC 9113 6.8). */
@Execution(ExecutionMode.CONCURRENT) // nearly all of it is waiting
class Http2ShutdownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch answer = new CountDownLatch(1);

    private RawUpstream patient() {
        return RawUpstream.open(wire -> {
            while (wire.readRequest() != null) {
                answer.await(10, TimeUnit.SECONDS);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            }
        });
    }

    private static Door door(Upstream upstream) {
        Door door = Door.open(options -> options.withHttps(0).withH2c(true));
        door.publish(new Plan(7, Door.HOST).through(upstream));
        return door;
    }

    private static Http2Speaker client(Door door, boolean tls) {
        return tls ? Http2Speaker.tls(door.httpsPort()) : Http2Speaker.plain(door.port());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void streamsInFlightFinishAndNewOnesAreRefused(boolean tls) {
        try (RawUpstream a = patient();
                Door door = door(Door.upstream(1, a));
                Http2Speaker client = client(door, tls)) {
            Http2Stream asked = client.ask("GET", "/", Speaker.NONE);
            Http2Stream sending = client.ask("POST", "/", 8);
            sending.send("half");
            Awaitility.await().until(() -> a.heads().size() == 2);

            Future<Void> down = door.front().shutdown(PATIENCE);

            assertThat(client.lastStreams(2)).containsExactly(Integer.MAX_VALUE, sending.id());
            assertThat(client.goAway()).isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(client.ask("GET", "/", Speaker.NONE).resetCode())
                    .isEqualTo((int) Http2Error.REFUSED_STREAM.code());
            assertThat(down.isComplete()).isFalse();
            sending.send("more");
            sending.end();
            answer.countDown();
            for (Http2Stream stream : new Http2Stream[] {asked, sending}) {
                Answer whole = stream.answer();
                assertThat(whole.body()).isEqualTo("late");
                assertThat(whole.whole()).isTrue();
            }
            assertThat(client.isEnded()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
            assertThat(a.heads()).hasSize(2);
            assertThat(door.finished()).hasSize(2).allMatch(told -> told.status() == 200);
        }
    }

    /** A client that asks before it can know is served; from the second GOAWAY on it knows. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoAsksBeforeItCanKnowIsServed(boolean tls) {
        try (RawUpstream a = patient();
                Door door = door(Door.upstream(1, a));
                Http2Speaker client = client(door, tls)) {
            Http2Stream first = client.ask("GET", "/", Speaker.NONE);
            Awaitility.await().until(() -> a.heads().size() == 1);
            Future<Void> down = door.front().shutdown(PATIENCE);
            assertThat(client.lastStreams(1)).containsExactly(Integer.MAX_VALUE);
            Http2Stream second = client.ask("GET", "/", Speaker.NONE);
            assertThat(client.lastStreams(2)).endsWith(second.id());
            answer.countDown();
            assertThat(first.answer().body()).isEqualTo("late");
            assertThat(second.answer().body()).isEqualTo("late");
            assertThat(client.isEnded()).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idleConnectionsEndAtOnce(boolean tls) {
        answer.countDown();
        try (RawUpstream a = patient();
                Door door = door(Door.upstream(1, a));
                Http2Speaker client = client(door, tls)) {
            Http2Stream last = client.ask("GET", "/", Speaker.NONE);
            assertThat(last.answer().whole()).isTrue();
            Future<Void> down = door.front().shutdown(PATIENCE);
            assertThat(client.isEnded()).isTrue();
            assertThat(client.lastStreams(2)).containsExactly(Integer.MAX_VALUE, last.id());
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(down::succeeded);
        }
    }

    /** Who answers no PING is told all the same, a second later; patience ends for it as for others. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void patienceEndsForWhoSaysNothing(boolean tls) {
        try (RawUpstream a = RawUpstream.frozen();
                Door door = door(Door.upstream(1, a));
                Http2Speaker client = client(door, tls)) {
            client.ask("GET", "/", Speaker.NONE);
            Awaitility.await().until(() -> a.heads().size() == 1);
            Future<Void> down = door.front().shutdown(Duration.ofMillis(500));
            Awaitility.await().atMost(Duration.ofSeconds(4)).until(down::succeeded);
            assertThat(client.isEnded()).isTrue();
            Awaitility.await().until(() -> a.openConnections() == 0);
        }
    }
}

package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream whose answer is not what it says: 502, or an answer that is plainly cut, never one that looks complete. */
class LyingUpstreamTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Leng",
                "HTTP/1.1 20",
            })
    void aHeadThatIsNoHeadGives502(String answer) {
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readRequest();
            wire.send(answer);
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                Wire.Message got = client.get();
                assertThat(got.status()).isEqualTo(502);
                assertThat(got.field("x-request-id")).isNotNull();
                assertThat(upstream.vitals().failed()).isEqualTo(1);
                assertThat(upstream.vitals().inFlight()).isZero();
                assertThat(a.heads())
                        .as("not asked twice, as it had begun to answer")
                        .hasSize(1);
            }
        }
    }

    @Test
    void aHeadTooLargeGives502() {
        try (RawUpstream a = RawUpstream.sending(
                        "HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
            })
    void aCutBodyIsCutForTheClientToo(String answer) {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send(answer);
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThatThrownBy(() -> {
                        Wire.Message got = client.get();
                        assertThat(got.status()).as("complete only as an error").isEqualTo(502);
                        throw new UncheckedIOException(new EOFException());
                    })
                    .isInstanceOf(UncheckedIOException.class);
            Awaitility.await().until(() -> !door.finished().isEmpty());
            assertThat(door.lastFinished().failure()).isEqualTo("upstream_cut");
        }
    }

    @Test
    void aCutBodyWithoutFramingIsResetForAnOldClient() throws Exception {
        CountDownLatch passed = new CountDownLatch(1);
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                    passed.await(10, TimeUnit.SECONDS);
                    wire.reset();
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send("GET / HTTP/1.0\r\nHost: " + Door.HOST + "\r\n\r\n");
            assertThat(client.wire().readHead()).startsWith("HTTP/1.0 200 ");
            passed.countDown();
            assertThatThrownBy(() -> client.wire().readToEnd()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void bytesAfterAnAnswerNeverReachTheNextClient() {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.get().body()).isEqualTo("ok");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 4\r\n\r\nbody", "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"})
    void aBodyWhereNoneMayBeIsDropped(String rest) {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 304 Not Modified\r\n" + rest);
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.get().status()).isEqualTo(304);
            }
        }
    }
}

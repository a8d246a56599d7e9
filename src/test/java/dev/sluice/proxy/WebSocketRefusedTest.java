package dev.sluice.proxy;

import static dev.sluice.proxy.kit.WebSocketWords.AGREE;
import static dev.sluice.proxy.kit.WebSocketWords.ASK;
import static dev.sluice.proxy.kit.WebSocketWords.awaitReleased;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.WebSocketWords;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wish for WebSocket that does not come true. */
class WebSocketRefusedTest {

    @Test
    void aRefusalPassesWholeAndTheConnectionGoesOn() throws IOException {
        try (RawUpstream at = RawUpstream.open(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\nX-Why: no\r\n\r\nnope");
                    while (wire.readRequest() != null) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    }
                });
                Door door = Door.to(Door.upstream(1, at));
                RawClient client = door.client()) {
            Wire.Message refusal = client.send(ASK).read();
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.field("x-why")).isEqualTo("no");
            assertThat(refusal.body()).isEqualTo("nope");
            assertThat(client.get().body()).isEqualTo("ok");
            Awaitility.await().untilAsserted(() -> assertThat(door.finished())
                    .extracting(FinishedRequest::status)
                    .containsExactly(403, 200));
            assertThat(client.send("\u0081\u0005raw\r\n\r\n").read().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websockets\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n",
            })
    void a101ThatDoesNotFitIs502(String agree) {
        try (RawUpstream at = RawUpstream.sending(agree)) {
            Upstream upstream = Door.upstream(1, at);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                assertThat(client.send(ASK).read().status()).isEqualTo(502);
                assertThat(door.lastFinished().failure()).isEqualTo("upstream_invalid");
                awaitReleased(upstream);
            }
        }
    }

    @Test
    void a101ThatNobodyAskedForIs502() {
        try (RawUpstream at = RawUpstream.sending(AGREE);
                Door door = Door.to(Door.upstream(1, at));
                RawClient client = door.client()) {
            assertThat(client.get().status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\nx",
            })
    void whatIsNoWishForWebSocketGoesOnAsAPlainRequest(String request) {
        try (RawUpstream at = RawUpstream.saying("plain");
                Door door = Door.to(Door.upstream(1, at))) {
            Wire.Message answer = RawClient.once(door.port(), request.formatted(Door.HOST));
            assertThat(answer.body()).isEqualTo("plain");
            assertThat(Wire.fieldOf(at.heads().get(0), "upgrade")).isNull();
            assertThat(Wire.fieldOf(at.heads().get(0), "connection")).isNull();
        }
    }

    @Test
    void aWishThatWasSentIsNotSentTwice() {
        try (RawUpstream dying = RawUpstream.open(Wire::readHead);
                RawUpstream other = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.to(Door.upstream(1, dying), Door.upstream(2, other));
                RawClient client = door.client()) {
            assertThat(client.send(ASK).read().status()).isEqualTo(502);
            assertThat(other.accepted()).isZero();
        }
    }

    @Test
    void anAnswerThatDoesNotComeIs504() {
        try (RawUpstream at = RawUpstream.frozen()) {
            Upstream upstream = Door.upstream(1, at);
            try (Door door = Door.open(Door.upstreams(limits -> limits.withResponseHead(Duration.ofMillis(300))));
                    RawClient client = door.client()) {
                door.publish(new Plan(7, Door.HOST).through(upstream));
                assertThat(client.send(ASK).read().status()).isEqualTo(504);
                awaitReleased(upstream);
            }
        }
    }

    @Test
    void aClientThatLeavesBeforeTheAnswerLeavesNothingBehind() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        try (RawUpstream at = RawUpstream.open(wire -> {
            wire.readHead();
            asked.countDown();
            wire.readToEnd();
            left.countDown();
        })) {
            Upstream upstream = Door.upstream(1, at);
            try (Door door = Door.to(upstream)) {
                RawClient client = door.client();
                client.send(ASK);
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
                client.close();
                assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(door.lastFinished().status()).isEqualTo(499);
                awaitReleased(upstream);
                Awaitility.await().until(() -> door.front().connections() == 0);
            }
        }
    }
}

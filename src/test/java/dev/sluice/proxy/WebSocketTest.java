package dev.sluice.proxy;

import static dev.sluice.proxy.kit.WebSocketWords.AGREE;
import static dev.sluice.proxy.kit.WebSocketWords.ASK;
import static dev.sluice.proxy.kit.WebSocketWords.ask;
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
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** WebSocket through the front door: how it is asked for and agreed to, and what passes then. */
class WebSocketTest {

    @Test
    void theUpgradePassesWithItsFieldsAndThenEveryByte() throws IOException {
        try (RawUpstream at = RawUpstream.open(WebSocketWords::echo)) {
            Upstream upstream = Door.upstream(1, at);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                String head = ask(client.wire());
                assertThat(head).startsWith("HTTP/1.1 101 Switching Protocols\r\n");
                assertThat(Wire.fieldOf(head, "upgrade")).isEqualTo("websocket");
                assertThat(Wire.fieldOf(head, "connection")).isEqualTo("Upgrade");
                assertThat(Wire.fieldOf(head, "sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                assertThat(Wire.fieldOf(head, "sec-websocket-protocol")).isEqualTo("chat");
                assertThat(Wire.fieldOf(head, "x-own")).isEqualTo("yes");
                assertThat(Wire.fieldOf(head, "x-hop")).isNull();
                assertThat(Wire.fieldOf(head, "via")).isEqualTo("1.1 sluice");
                assertThat(Wire.fieldOf(head, "content-length")).isNull();
                assertThat(Wire.fieldOf(head, "transfer-encoding")).isNull();
                String asked = at.heads().get(0);
                assertThat(asked).startsWith("GET /chat?room=1 HTTP/1.1\r\n");
                assertThat(Wire.fieldOf(asked, "upgrade")).isEqualTo("websocket");
                assertThat(Wire.fieldOf(asked, "connection")).isEqualTo("Upgrade");
                assertThat(Wire.fieldOf(asked, "sec-websocket-key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
                assertThat(Wire.fieldOf(asked, "sec-websocket-version")).isEqualTo("13");
                assertThat(Wire.fieldOf(asked, "x-gateway-target")).isEqualTo("192.168.1.10:8096");
                assertThat(Wire.fieldOf(asked, "x-forwarded-proto")).isEqualTo("http");
                client.send("hello");
                assertThat(client.wire().read(5)).isEqualTo("hello");
                assertThat(upstream.vitals().inFlight()).isOne();
                assertThat(door.finished()).isEmpty();
                client.wire().socket().shutdownOutput();
                assertThat(client.wire().readByte()).isEqualTo(-1);
                FinishedRequest told = door.lastFinished();
                assertThat(told.status()).isEqualTo(101);
                assertThat(told.bytesIn()).isEqualTo(5);
                assertThat(told.bytesOut()).isEqualTo(5);
                assertThat(told.failure()).isNull();
                assertThat(told.routeId()).isEqualTo(7);
                assertThat(told.peerId()).isOne();
                assertThat(told.target()).isEqualTo("/chat?room=1");
                awaitReleased(upstream);
                assertThat(upstream.vitals().requests()).isOne();
            }
        }
    }

    @Test
    void ofSeveralProtocolsOnlyWebSocketIsAskedFor() throws IOException {
        try (RawUpstream at = RawUpstream.open(WebSocketWords::echo);
                Door door = Door.to(Door.upstream(1, at));
                RawClient client = door.client()) {
            client.send(ASK.replace("Upgrade: WebSocket", "Upgrade: h2c, websocket\r\nHTTP2-Settings: AA"));
            assertThat(client.wire().readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(Wire.fieldOf(at.heads().get(0), "upgrade")).isEqualTo("websocket");
            assertThat(Wire.fieldOf(at.heads().get(0), "http2-settings")).isNull();
        }
    }

    @Test
    void whatComesRightBehindTheRequestOrTheAnswerKeepsItsOrder() throws IOException {
        try (RawUpstream at = RawUpstream.open(wire -> {
                    wire.readHead();
                    wire.send(AGREE + "first");
                    wire.send(wire.read(10));
                });
                Door door = Door.to(Door.upstream(1, at));
                RawClient client = door.client()) {
            client.send(ASK + "01234");
            client.send("56789");
            assertThat(client.wire().readHead()).startsWith("HTTP/1.1 101 ");
            assertThat(client.wire().read(15)).isEqualTo("first0123456789");
            assertThat(client.wire().readByte()).isEqualTo(-1);
        }
    }

    @Test
    void aFailedDialGoesToTheNextCandidate() throws IOException {
        int dead;
        try (ServerSocket closed = new ServerSocket(0)) {
            dead = closed.getLocalPort();
        }
        try (RawUpstream at = RawUpstream.open(WebSocketWords::echo)) {
            Upstream first = Door.upstream(1, dead);
            Upstream second = Door.upstream(2, at);
            try (Door door = Door.to(first, second);
                    RawClient client = door.client()) {
                assertThat(ask(client.wire())).startsWith("HTTP/1.1 101 ");
                client.send("on");
                assertThat(client.wire().read(2)).isEqualTo("on");
                assertThat(first.vitals().inFlight()).isZero();
                assertThat(second.vitals().inFlight()).isOne();
                assertThat(door.suspicions()).hasSize(1);
            }
            awaitReleased(first, second);
        }
    }

    @Test
    void tunnelsTakeNoPlaceInThePool() throws IOException {
        try (RawUpstream at = RawUpstream.open(wire -> {
                    String head = wire.readHead();
                    while (head != null && head.startsWith("GET / ")) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        head = wire.readHead();
                    }
                    if (head != null) {
                        wire.send(AGREE);
                        wire.readToEnd();
                    }
                });
                Door door = Door.open(Door.upstreams(limits -> limits.withConnections(2)))) {
            door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, at)));
            RawClient[] clients = new RawClient[8];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = door.client();
                assertThat(clients[i].get().body()).isEqualTo("ok");
                assertThat(ask(clients[i].wire())).startsWith("HTTP/1.1 101 ");
            }
            try (RawClient plain = door.client()) {
                assertThat(plain.get().body()).isEqualTo("ok");
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}

package dev.sluice.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in does what tests rely on: it tells what it got, and its death and freezing are real. */
class PeerProcessTest {

    @Test
    void tellsWhatItGot() {
        try (PeerProcess peer = PeerProcess.start("a")) {
            Rest.Answer answer = Rest.at(peer.port()).post("/x?y=1", new JsonObject().put("k", "v"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Peer")).contains("a");
            assertThat(answer.body().getString("target")).isEqualTo("/x?y=1");
            assertThat(answer.body().getString("body")).isEqualTo("{\"k\":\"v\"}");
            assertThat(answer.body().getJsonObject("headers").getString("content-type"))
                    .isEqualTo("application/json");
            assertThat(peer.requests("POST")).isEqualTo(1);
            assertThat(peer.requests()).isEqualTo(1);
        }
    }

    @Test
    void answersAsTheQueryAsks() {
        try (PeerProcess peer = PeerProcess.start("a")) {
            Rest rest = Rest.at(peer.port());
            long started = System.nanoTime();
            Rest.Answer answer = rest.get("/?status=503&header=X-Gateway-Error:lan_refused&bytes=5&delay=100");

            assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(100));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).isEqualTo("xxxxx");
            assertThat(answer.headers().firstValue("X-Gateway-Error")).contains("lan_refused");
        }
    }

    @Test
    void readsChunkedBodiesAndAnswersContinue() throws Exception {
        try (PeerProcess peer = PeerProcess.start("a");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(
                            HttpWire.ascii(
                                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                                            + "Transfer-Encoding: chunked\r\nX-Request-Uid: u1\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"));
            HttpWire wire = new HttpWire(socket.getInputStream());

            assertThat(wire.head()).isNotNull().extracting(HttpWire.Head::start).isEqualTo("HTTP/1.1 100 Continue");
            HttpWire.Head head = wire.head();
            assertThat(head).isNotNull();
            assertThat(new JsonObject(new String(wire.body(head), StandardCharsets.UTF_8)).getString("body"))
                    .isEqualTo("abcde");
            assertThat(peer.idsSeen("POST")).containsExactly("u1");
        }
    }

    @Test
    void itsDeathIsRealAndItsJournalOutlivesIt() throws Exception {
        try (PeerProcess peer = PeerProcess.start("a")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
                socket.setSoTimeout(5000);
                // Only the head and half the body: it has reached the peer all the same.
                socket.getOutputStream()
                        .write(HttpWire.ascii(
                                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nX-Request-Uid: u1\r\n\r\nhalf"));
                org.awaitility.Awaitility.await().until(() -> peer.idsSeen("POST"), List.of("u1")::equals);
                peer.kill9();
                assertThatThrownBy(() -> Rest.at(peer.port()).get("/"))
                        .hasCauseInstanceOf(java.net.ConnectException.class);
            }
            assertThat(peer.idsSeen("POST")).containsExactly("u1");

            peer.restart();

            assertThat(Rest.at(peer.port()).get("/").status()).isEqualTo(200);
            assertThat(peer.idsSeen("POST")).containsExactly("u1");
        }
    }

    @Test
    void frozenItTakesConnectionsAndAnswersNothing() throws Exception {
        try (PeerProcess peer = PeerProcess.start("a")) {
            peer.freeze();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
                socket.getOutputStream().write(HttpWire.ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
                socket.setSoTimeout(300);
                assertThatThrownBy(() -> socket.getInputStream().read())
                        .isInstanceOf(java.net.SocketTimeoutException.class);

                peer.thaw();

                socket.setSoTimeout(5000);
                assertThat(new HttpWire(socket.getInputStream()).head()).isNotNull();
            }
        }
    }
}

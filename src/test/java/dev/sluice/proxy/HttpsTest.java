package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.proxy.kit.Wire;
import dev.sluice.testing.HeardLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that speak within TLS, in HTTP/2, or both. */
class HttpsTest {

    private static final UnaryOperator<ProxyOptions> ALL =
            options -> options.withHttps(0).withH2c(true);

    private static RawUpstream upstream;
    private static Door door;

    @BeforeAll
    static void open() {
        upstream = RawUpstream.saying("hello");
        door = Door.open(ALL);
        door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, upstream)));
    }

    @AfterAll
    static void close() {
        door.close();
        upstream.close();
    }

    @Test
    void http1WithinTlsIsServedAndToldOf() {
        try (Speaker client = Http1Speaker.tls(door.httpsPort())) {
            assertThat(client.get("/one").body()).isEqualTo("hello");
            Answer answer = client.get("/two");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("via")).isEqualTo("1.1 sluice");
            assertThat(upstream.heads().get(upstream.heads().size() - 1))
                    .contains("x-forwarded-proto: https")
                    .contains("x-forwarded-port: 443");
            assertThat(door.lastFinished().scheme()).isEqualTo("https");
        }
    }

    @Test
    void http2WithinTlsIsServedAndToldOf() {
        try (Http2Speaker client = Http2Speaker.tls(door.httpsPort())) {
            Answer answer = client.get("/h2");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.whole()).isTrue();
            assertThat(upstream.heads().get(upstream.heads().size() - 1))
                    .startsWith("GET /h2 HTTP/1.1\r\n")
                    .contains("host: " + Door.HOST)
                    .contains("x-forwarded-proto: https");
            assertThat(door.lastFinished().version()).isEqualTo("HTTP/2");
        }
    }

    @Test
    void http2InClearTextIsServedBesideHttp1() {
        try (Http2Speaker http2 = Http2Speaker.plain(door.port());
                RawClient http1 = door.client()) {
            assertThat(http2.get("/").body()).isEqualTo("hello");
            assertThat(http1.get().body()).isEqualTo("hello");
            assertThat(http1.post("x").body()).isEqualTo("hello");
        }
    }

    @Test
    void http10WithinTlsIsServed() throws IOException {
        String head = "GET /ten HTTP/1.0\r\nHost: " + Door.HOST + "\r\n";
        try (Http1Speaker client = Http1Speaker.tls(door.httpsPort())) {
            client.wire().send(head + "Connection: keep-alive\r\n\r\n");
            Wire.Message kept = client.wire().readAnswer("GET");
            assertThat(kept.body()).isEqualTo("hello");
            assertThat(kept.field("connection")).isEqualTo("keep-alive");
            client.wire().send(head + "\r\n");
            assertThat(client.wire().readAnswer("GET").body()).isEqualTo("hello");
            assertThat(client.isEnded()).isTrue();
            assertThat(door.lastFinished().version()).isEqualTo("HTTP/1.0");
        }
    }

    @Test
    void clearTextOnTheTlsPortIsToldSoInClearText() {
        for (int i = 0; i < 3; i++) {
            try (RawClient client = new RawClient(door.httpsPort())) {
                client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
                Wire.Message answer = client.read();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).contains("HTTPS");
                assertThat(client.isClosed()).isTrue();
            }
        }
        try (Speaker client = Http1Speaker.tls(door.httpsPort())) {
            assertThat(client.get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void whatIsNeitherOnTheTlsPortIsClosed() {
        try (RawClient client = new RawClient(door.httpsPort())) {
            client.send("\0\1\2\3 no TLS, no HTTP");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void tlsOnTheClearPortIsRefusedAtOnce() {
        long before = System.nanoTime();
        assertThatThrownBy(() -> TestTls.connect(door.port(), "http/1.1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(SSLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        Awaitility.await().until(() -> door.lastFinished().status() == 400);
    }

    /** Nobody can fill the log by speaking what is not spoken. */
    @Test
    void noLineIsLoggedOfWrongProtocols() {
        try (HeardLog log = HeardLog.open()) {
            for (int i = 0; i < 3; i++) {
                clearTextOnTheTlsPortIsToldSoInClearText();
                whatIsNeitherOnTheTlsPortIsClosed();
                tlsOnTheClearPortIsRefusedAtOnce();
            }
            assertThat(log.lines()).isEmpty();
        }
    }
}

package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Http1Speaker;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.util.function.UnaryOperator;
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
    void clearTextOnTheTlsPortIsClosed() {
        try (RawClient client = new RawClient(door.httpsPort())) {
            client.send("GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            assertThat(client.isClosed()).isTrue();
        }
    }
}

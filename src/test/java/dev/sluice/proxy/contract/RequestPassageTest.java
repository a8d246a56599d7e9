package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.StrictWire;
import dev.sluice.proxy.kit.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a request may not take along, not take away, and not become (RFC 9110 7 and 9.3, RFC 7239 8.1). */
class RequestPassageTest extends Hostile {

    private static final String EVIL = "6.6.6.6";
    private static final String WEBSOCKET =
            get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

    @Test
    void connectionCannotNameFramingHostOrWhatIsOurs() {
        StrictWire.Message known = passes(post("Connection: Content-Length, Host\r\nContent-Length: 5\r\n", "abcde"));
        assertThat(known.body()).isEqualTo("abcde");
        assertThat(known.all("host")).containsExactly(Door.HOST);
        assertThat(passes(post("Connection: transfer-encoding\r\n" + CHUNKED, "5\r\nabcde\r\n0\r\n\r\n"))
                        .body())
                .isEqualTo("abcde");
        List<String> ours = List.of(
                "x-forwarded-for",
                "x-forwarded-proto",
                "x-forwarded-host",
                "x-forwarded-port",
                "x-real-ip",
                "forwarded",
                "via",
                "x-request-id");
        StrictWire.Message seen = passes(get("Connection: " + String.join(", ", ours) + "\r\n"));
        assertThat(ours).allSatisfy(name -> assertThat(seen.all(name)).as(name).hasSize(1));
    }

    @Test
    void connectionNamesOthers() {
        for (String connection : List.of(
                "Connection: X-Secret\r\n",
                "Connection: keep-alive, x-secret ,,foo\r\n",
                "Connection: close\r\nConnection: X-Secret\r\n",
                "Connection: Connection, X-SECRET\r\n")) {
            assertThat(passes(get("X-Secret: evil\r\n" + connection)).fields())
                    .as(connection)
                    .noneMatch(field -> field.contains("evil"));
        }
        for (String own :
                List.of("Keep-Alive: evil", "Proxy-Connection: evil", "TE: evil", "Proxy-Authorization: evil")) {
            assertThat(passes(get(own + "\r\n")).fields()).as(own).noneMatch(field -> field.contains("evil"));
        }
    }

    @Test
    void forwardedForIsReplaced() {
        StrictWire.Message seen = passes(get("X-Forwarded-For: " + EVIL + "\r\nx-forwarded-for: " + EVIL + "\r\n"));
        assertThat(seen.all("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(seen.fields()).noneMatch(field -> field.contains(EVIL));
    }

    @Test
    void forwardedAndItsKinAreDropped() {
        for (String name : List.of(
                "Forwarded",
                "X_Forwarded_For",
                "X-Forwarded_For",
                "X_FORWARDED_FOR",
                "X-Real-IP",
                "X_Real_IP",
                "X-Forwarded-Host",
                "X_Forwarded_Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Server",
                "Proxy",
                "proxy",
                "X-Gateway-Target",
                "X_Gateway_Auth",
                "X-Request-Id",
                "X_Request_Id")) {
            assertThat(passes(get(name + ": " + EVIL + "\r\n")).fields())
                    .as(name)
                    .noneMatch(field -> field.contains(EVIL));
        }
    }

    @Test
    void expectations() throws Exception {
        try (RawClient client = client()) {
            client.send(post("Expect: 100-Continue\r\nContent-Length: 5\r\n", ""));
            assertThat(client.read().status()).isEqualTo(100);
            client.send("abcde");
            assertThat(client.read().body()).isEqualTo(Recorder.ANSWER);
        }
        assertThat(passes(get("Expect: 100-continue\r\n")).body()).isEmpty();
        for (String junk :
                List.of("", "junk", "100-continue, x", "x, 100-continue", "100-continue;q=1", "\"100-continue\"")) {
            refused(417, post("Expect: " + junk + "\r\nContent-Length: 5\r\n", "abcde"));
        }
        refused(417, post("Expect: 100-continue\r\nExpect: x\r\nContent-Length: 5\r\n", "abcde"));
        refused(400, post("Expect : 100-continue\r\nContent-Length: 5\r\n", "abcde"));
    }

    @Test
    void upgradesToHttp2() {
        String settings = "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n";
        for (String wish : List.of(
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n" + settings,
                "Upgrade: h2c\r\n" + settings,
                "Connection: Upgrade\r\nUpgrade: h2\r\n",
                "Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n",
                "Connection: Upgrade\r\nUpgrade: @@junk//\r\n")) {
            StrictWire.Message seen = passes(get(wish));
            for (String name : List.of("upgrade", "http2-settings", "connection")) {
                assertThat(seen.all(name)).as(wish).isEmpty();
            }
        }
    }

    @Test
    void webSocketRefusedThenRawBytes() {
        try (RawClient client = client()) {
            client.send(WEBSOCKET + "\u0081\u0085\1\2\3\4abcde" + SMUGGLED);
            assertThat(client.read().body()).isEqualTo(Recorder.ANSWER);
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(reached()).hasSize(1);
    }

    @Test
    void connectAndTrace() {
        refused(
                405,
                "CONNECT " + Door.HOST + ":443 HTTP/1.1\r\n" + HOST + "\r\n" + SMUGGLED,
                "CONNECT / HTTP/1.1\r\n" + HOST + "\r\n" + SMUGGLED,
                "CONNECT " + Door.HOST + ":443 HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\n\r\nabcde",
                "CONNECT " + Door.HOST + ":443 HTTP/1.0\r\n\r\n",
                "PRI * HTTP/1.1\r\n" + HOST + "\r\n" + SMUGGLED,
                "PRI / HTTP/1.1\r\n" + HOST + "\r\n",
                "TRACE / HTTP/1.1\r\n" + HOST + "Max-Forwards: 0\r\nCookie: a=b\r\n\r\n" + SMUGGLED);
    }

    @Test
    void http10() {
        try (RawClient client = client()) {
            StrictWire.Message seen = passes(client, "POST / HTTP/1.0\r\n" + HOST + "Content-Length: 5\r\n\r\nabcde");
            assertThat(seen.start()).isEqualTo("POST / HTTP/1.1");
            assertThat(seen.body()).isEqualTo("abcde");
            assertThat(client.isClosed()).isTrue();
        }
        try (RawClient client = client()) {
            passes(client, "GET / HTTP/1.0\r\n" + HOST + "Connection: keep-alive\r\n\r\n");
            passes(client, "GET / HTTP/1.0\r\n" + HOST + "\r\n");
            assertThat(client.isClosed()).isTrue();
        }
    }
}

package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Requests and answers arrive as what they are. */
class MessageContractTest extends Contract {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private List<Wire.Message> echoing() {
        List<Wire.Message> seen = new CopyOnWriteArrayList<>();
        serving(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                seen.add(m);
                wire.send(OK);
            }
        });
        return seen;
    }

    @Test
    void everyMethodButTwoPasses() {
        List<Wire.Message> seen = echoing();
        for (String method : List.of("GET", "DELETE", "OPTIONS", "PUT", "POST", "PATCH", "PROPFIND", "M-SEARCH")) {
            assertThat(client().ask(method, "/p?q=%20&r", Speaker.NONE).answer().body())
                    .as(method)
                    .isEqualTo("ok");
            assertThat(seen.remove(0).firstLine()).isEqualTo(method + " /p?q=%20&r HTTP/1.1");
        }
        Answer refused = client().ask("TRACE", "/", Speaker.NONE).answer();
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.field("allow")).contains("GET");
        assertThat(seen).isEmpty();
    }

    @Test
    void bodiesOfKnownAndUnknownLengthPass() {
        List<Wire.Message> seen = echoing();
        assertThat(client().post("twelve bytes").body()).isEqualTo("ok");
        Wire.Message known = seen.remove(0);
        assertThat(known.body()).isEqualTo("twelve bytes");
        assertThat(known.field("content-length")).isEqualTo("12");
        assertThat(known.field("transfer-encoding")).isNull();
        Speaker.Conversation conversation = client().ask("PUT", "/", Speaker.UNKNOWN);
        conversation.send("in ");
        conversation.send("pieces");
        conversation.end();
        assertThat(conversation.answer().body()).isEqualTo("ok");
        Wire.Message unknown = seen.remove(0);
        assertThat(unknown.body()).isEqualTo("in pieces");
        assertThat(unknown.field("content-length")).isNull();
        assertThat(unknown.field("transfer-encoding")).isEqualTo("chunked");
    }

    @Test
    void trailersPassBothWays() {
        List<Wire.Message> seen = new CopyOnWriteArrayList<>();
        serving(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                seen.add(m);
                wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
                        + "X-Sum: 7\r\nSet-Cookie: a=b\r\n\r\n");
            }
        });
        Speaker.Conversation conversation = client().ask("POST", "/", Speaker.UNKNOWN);
        conversation.send("body");
        conversation.end("x-up", "1", "x-gateway-target", "evil");
        Answer answer = conversation.answer();
        assertThat(answer.body()).isEqualTo("abc");
        assertThat(answer.trailers()).isEqualToIgnoringCase("x-sum: 7\r\n");
        assertThat(answer.whole()).isTrue();
        assertThat(seen.get(0).trailers()).isEqualToIgnoringCase("x-up: 1\r\n");
    }

    @Test
    void answersWithoutABodyHaveNone() {
        RawUpstream a = serving(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                String status = m.firstLine().contains("/304") ? "304 Not Modified" : "204 No Content";
                wire.send(
                        m.firstLine().startsWith("HEAD")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n"
                                : "HTTP/1.1 " + status + "\r\nETag: \"1\"\r\n\r\n");
            }
        });
        for (String path : List.of("/204", "/304")) {
            Answer answer = client().get(path);
            assertThat(answer.status()).isEqualTo(Integer.parseInt(path.substring(1)));
            assertThat(answer.field("etag")).isEqualTo("\"1\"");
            assertThat(answer.field("content-length")).isNull();
            assertThat(answer.whole()).isTrue();
        }
        Answer head = client().ask("HEAD", "/", Speaker.NONE).answer();
        assertThat(head.field("content-length")).isEqualTo("1234");
        assertThat(head.body()).isEmpty();
        assertThat(head.whole()).isTrue();
        assertThat(client().get("/204").status()).isEqualTo(204);
        assertThat(a.accepted()).isEqualTo(1);
    }

    @Test
    void anAnswerThatEndsWithItsConnectionEnds() {
        serving(wire -> {
            wire.readRequest();
            wire.send("HTTP/1.1 200 OK\r\n\r\nto the end");
        });
        Answer answer = client().get("/");
        assertThat(answer.body()).isEqualTo("to the end");
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void fieldsOfOneHopStopHere() {
        List<Wire.Message> seen = new CopyOnWriteArrayList<>();
        serving(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                seen.add(m);
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: X-Hop\r\nX-Hop: 1\r\n"
                        + "Keep-Alive: timeout=5\r\nX-Gateway-Error: lan_refused\r\nX-Kept: 1\r\n\r\nok");
            }
        });
        Answer answer = client().get(
                        "/",
                        "te",
                        "trailers",
                        "x-forwarded-for",
                        "1.2.3.4",
                        "x_forwarded_for",
                        "6.6.6.6",
                        "x-kept",
                        "2");
        assertThat(answer.field("x-hop")).isNull();
        assertThat(answer.field("keep-alive")).isNull();
        assertThat(answer.field("x-gateway-error")).isNull();
        assertThat(answer.field("x-kept")).isEqualTo("1");
        assertThat(answer.field("via")).isEqualTo("1.1 sluice");
        if (over.isMultiplexed()) {
            assertThat(answer.field("connection")).isNull();
            assertThat(answer.field("transfer-encoding")).isNull();
        }
        Wire.Message request = seen.get(0);
        assertThat(request.field("host")).isEqualTo(Door.HOST);
        assertThat(request.field("te")).isNull();
        assertThat(request.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(request.field("x_forwarded_for")).isNull();
        assertThat(request.field("x-kept")).isEqualTo("2");
        assertThat(request.field("via")).isEqualTo(over.isMultiplexed() ? "2.0 sluice" : "1.1 sluice");
        assertThat(request.field("x-forwarded-proto")).isEqualTo(over.name().endsWith("TLS") ? "https" : "http");
    }

    @Test
    void cookiesGoOnAsOneField() {
        List<Wire.Message> seen = echoing();
        client().get("/", "cookie", "a=1", "cookie", "b=2");
        String cookies = seen.get(0).field("cookie");
        assertThat(cookies).isEqualTo(over.isMultiplexed() ? "a=1; b=2" : "a=1|b=2");
    }

    @Test
    void manyRequestsUseOneConnection() {
        RawUpstream a = serving(OK);
        for (int i = 0; i < 20; i++) {
            assertThat(client().get("/" + i).body()).isEqualTo("ok");
        }
        assertThat(a.accepted()).isEqualTo(1);
        assertThat(door().front().connections()).isEqualTo(1);
        assertThat(door().finished()).hasSizeGreaterThanOrEqualTo(19).allMatch(told -> told.status() == 200);
    }
}

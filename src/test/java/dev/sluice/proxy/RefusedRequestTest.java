package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Requests that are refused: by which status, without an upstream seeing any of it, and with the connection closed. */
class RefusedRequestTest {

    private static final String HOST = "Host: " + Door.HOST + "\r\n";
    private static RawUpstream upstream;
    private static Door door;

    @BeforeAll
    static void open() {
        upstream = RawUpstream.saying("reached");
        door = Door.to(Door.upstream(1, upstream));
    }

    @AfterAll
    static void close() {
        door.close();
        upstream.close();
    }

    private static Map<String, String> refused() {
        Map<String, String> cases = new TreeMap<>();
        cases.put("400 no Host", "GET / HTTP/1.1\r\n\r\n");
        cases.put("400 two Hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n");
        cases.put("400 empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n");
        cases.put("400 Host with space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
        cases.put("400 Host with slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
        cases.put("400 Host with an empty label", "GET / HTTP/1.1\r\nHost: a..b\r\n\r\n");
        cases.put("400 Host that begins with a dot", "GET / HTTP/1.1\r\nHost: .a\r\n\r\n");
        cases.put("400 Host with no IPv6 address", "GET / HTTP/1.1\r\nHost: [1:2]\r\n\r\n");
        cases.put("400 Host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n");
        cases.put("400 HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n");
        cases.put("400 authority form", "GET app.example.org:80 HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 no leading slash", "GET index.html HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 fragment", "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 space in target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 tab in target", "GET /a\tb HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 NUL in target", "GET /a\0b HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 byte over 127 in target", "GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 star with GET", "GET * HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 user in absolute form", "GET http://u@app.example.org/ HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 no host in absolute form", "GET http:///x HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("421 https in clear", "GET https://app.example.org/ HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("405 CONNECT", "CONNECT app.example.org:443 HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("405 TRACE", "TRACE / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 method no token", "GE(T / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("505 HTTP/9.9", "GET / HTTP/9.9\r\n" + HOST + "\r\n");
        cases.put("505 HTTP/2.0", "GET / HTTP/2.0\r\n" + HOST + "\r\n");
        cases.put("505 junk version", "GET / HTTQ/1.1\r\n" + HOST + "\r\n");
        cases.put("505 version in small letters", "GET / http/1.1\r\n" + HOST + "\r\n");
        cases.put("505 version with a zero in front", "GET / HTTP/01.1\r\n" + HOST + "\r\n");
        cases.put("505 preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        cases.put("400 blank before the method", " GET / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 CR before the method", "\rGET / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 LF before the method", "\nGET / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 two blanks after the method", "GET  / HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 tab after the method", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 form feed after the target", "GET /\fHTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 vertical tab before the version", "GET / \u000bHTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("400 lines that end in CR", "GET / HTTP/1.1\rHost: " + Door.HOST + "\r\r");
        cases.put(
                "400 keys of an early WebSocket",
                "GET / HTTP/1.1\r\n" + HOST + "Sec-WebSocket-Key1: 1 \r\nSec-WebSocket-Key2: 2 \r\n\r\n12345678");
        cases.put("400 no version", "GET /\r\n" + HOST + "\r\n");
        cases.put("417 unknown expectation", "GET / HTTP/1.1\r\n" + HOST + "Expect: 200-ok\r\n\r\n");
        cases.put("400 folded field", "GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r\n 2\r\n\r\n");
        cases.put("400 folded by tab", "GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r\n\t2\r\n\r\n");
        cases.put("400 blank before first field", "GET / HTTP/1.1\r\n X-A: 1\r\n" + HOST + "\r\n");
        cases.put("400 space before colon", "GET / HTTP/1.1\r\n" + HOST + "X-A : 1\r\n\r\n");
        cases.put("400 no colon", "GET / HTTP/1.1\r\n" + HOST + "X-A\r\n\r\n");
        cases.put("400 empty name", "GET / HTTP/1.1\r\n" + HOST + ": x\r\n\r\n");
        cases.put("400 name no token", "GET / HTTP/1.1\r\n" + HOST + "X(A): x\r\n\r\n");
        cases.put("400 NUL in value", "GET / HTTP/1.1\r\n" + HOST + "X-A: 1\0002\r\n\r\n");
        cases.put("400 bare CR in value", "GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r2\r\n\r\n");
        cases.put(
                "400 length and coding",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        cases.put(
                "400 two lengths",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde");
        cases.put("400 signed length", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: +5\r\n\r\nabcde");
        cases.put("400 length no number", "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 5a\r\n\r\nabcde");
        cases.put(
                "400 coding in HTTP/1.0", "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        cases.put(
                "501 gzip, chunked",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        cases.put("400 coding identity", "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n");
        cases.put("414 long target", "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
        cases.put("431 long field", "GET / HTTP/1.1\r\n" + HOST + "X-A: " + "a".repeat(40_000) + "\r\n\r\n");
        cases.put("431 many fields", "GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r\n".repeat(20_000) + "\r\n");
        cases.put(
                "508 sixth pass",
                "GET / HTTP/1.1\r\n" + HOST + "Via: " + "1.1 sluice, ".repeat(4) + "1.1 sluice\r\n\r\n");
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> isRefused() {
        return refused().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> refused(one.getKey(), one.getValue())));
    }

    private static void refused(String name, String request) {
        int status = Integer.parseInt(name.substring(0, 3));
        int before = door.finished().size();
        int seen = upstream.heads().size();
        try (RawClient client = door.client()) {
            Wire.Message answer = client.send(request).read();
            assertThat(answer.firstLine()).as(name).matches("HTTP/1\\.[01] " + status + " .+");
            assertThat(answer.field("x-request-id")).isNotNull();
            assertThat(answer.body()).contains(answer.field("x-request-id"));
            assertThat(upstream.heads()).as("requests at the upstream").hasSize(seen);
            Awaitility.await().until(() -> door.finished().size() == before + 1);
            FinishedRequest told = door.finished().get(before);
            assertThat(told.status()).isEqualTo(status);
            assertThat(told.routeId()).isZero();
            assertThat(told.failure()).isNotNull();
            assertThat(told.requestId()).isEqualTo(answer.field("x-request-id"));
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void anUnknownHostHasNoRouteAndTheConnectionGoesOn() {
        try (RawClient client = door.client()) {
            Wire.Message answer = client.get("nowhere.example.org", "/");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("no_route");
            assertThat(client.get().body()).isEqualTo("reached");
        }
    }

    @Test
    void aClientThatAsksForJsonGetsAProblem() {
        Wire.Message answer = RawClient.once(
                door.port(), "GET / HTTP/1.1\r\nHost: nowhere.example.org\r\nAccept: application/json\r\n\r\n");
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"no_route\"").contains("\"status\":404");
    }

    @Test
    void theBodyOfARefusedRequestIsNeverTakenForARequest() {
        try (RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\nHost: nowhere.example.org\r\nContent-Length: 60\r\n\r\n"
                    + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.read().status()).isEqualTo(404);
            assertThat(client.isClosed()).isTrue();
            assertThat(upstream.heads()).noneMatch(head -> head.contains("smuggled"));
        }
    }

    @Test
    void aFoldInAPipelinedHeadIsSeenToo() {
        try (RawClient client = door.client()) {
            client.send("GET /1 HTTP/1.1\r\n" + HOST + "\r\nGET /2 HTTP/1.1\r\n" + HOST + "X-A: 1\r\n 2\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void aHeadThatArrivesByteByByteIsTaken() throws Exception {
        try (RawClient client = door.client()) {
            for (char c : ("GET / HTTP/1.1\r\n" + HOST + "X-A: 1\r\n\r\n").toCharArray()) {
                client.wire().send(String.valueOf(c));
            }
            assertThat(client.read().body()).isEqualTo("reached");
        }
    }

    @Test
    void aBrokenChunkIsAnsweredByUs() {
        try (RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nzz\r\n");
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("bad_body");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void extensionsOfChunksAreBoundedAllTogether() {
        try (RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + ("1;" + "x".repeat(1000) + "\r\na\r\n").repeat(40) + "0\r\n\r\n");
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("bad_body");
        }
        try (RawClient client = door.client()) {
            client.send("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n"
                    + "1;x=y\r\na\r\n".repeat(10_000) + "0\r\n\r\n");
            assertThat(client.read().status()).as("small ones are free").isEqualTo(200);
        }
    }

    @Test
    void nothingIsReadAfterARefusedRequest() {
        int seen = upstream.heads().size();
        for (String refused : new String[] {"CONNECT app.example.org:443", "GET /a#b", "GET /a\tb"}) {
            try (RawClient client = door.client()) {
                client.send(refused + " HTTP/1.1\r\n" + HOST + "\r\nGET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(client.read().status()).isBetween(400, 405);
                assertThat(client.isClosed()).isTrue();
            }
        }
        assertThat(upstream.heads()).hasSize(seen);
    }

    @Test
    void anEmptyLineBeforeARequestIsSkippedHoweverItArrives() throws Exception {
        try (RawClient client = door.client()) {
            client.wire().send("\r");
            client.wire().send("\n");
            client.wire().send("\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("reached");
            assertThat(client.get().body()).isEqualTo("reached");
        }
    }

    @Test
    void optionsOfAnotherWholeServerIsWrittenAsAStar() {
        Wire.Message answer =
                RawClient.once(door.port(), "OPTIONS http://app.example.org HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer.body()).isEqualTo("reached");
        assertThat(upstream.heads().get(upstream.heads().size() - 1)).startsWith("OPTIONS * HTTP/1.1\r\n");
    }

    @Test
    void theAbsoluteFormsAuthorityWins() {
        Wire.Message answer =
                RawClient.once(door.port(), "GET http://app.example.org/p?q HTTP/1.1\r\nHost: other.example\r\n\r\n");
        assertThat(answer.body()).isEqualTo("reached");
        String head = upstream.heads().get(upstream.heads().size() - 1);
        assertThat(head).startsWith("GET /p?q HTTP/1.1\r\n");
        assertThat(Wire.fieldOf(head, "host")).isEqualTo("app.example.org");
    }

    @Test
    void optionsOfTheWholeServerPass() {
        Wire.Message answer = RawClient.once(door.port(), "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer.body()).isEqualTo("reached");
        assertThat(upstream.heads().get(upstream.heads().size() - 1)).startsWith("OPTIONS * HTTP/1.1\r\n");
    }

    @Test
    void aCodingInCapitalsIsValid() {
        Wire.Message answer = RawClient.once(
                door.port(),
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: CHUNKED\r\n\r\n5\r\nabcde\r\n0\r\n\r\n");
        assertThat(answer.body()).isEqualTo("reached");
    }
}

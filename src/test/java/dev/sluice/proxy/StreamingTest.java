package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.RawClient;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Framing and flow of bodies both ways: what is received is passed on, at once and no faster than it is taken. */
class StreamingTest {

    private static final String POST = "POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n";
    private static final String GET = "GET / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n";

    @Test
    void chunksAndTrailersGoUp() {
        BlockingQueue<Wire.Message> seen = new LinkedBlockingQueue<>();
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                        seen.add(m);
                        wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                    }
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(
                    POST + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                            + "5\r\nabcde\r\n3;ext=1\r\nfgh\r\n0\r\nX-Sum: 8\r\nContent-Length: 3\r\nX-Gateway-Target: evil\r\n\r\n");
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.field("content-length")).isNull();
            assertThat(answer.field("transfer-encoding")).isNull();
            Wire.Message request = seen.remove();
            assertThat(request.body()).isEqualTo("abcdefgh");
            assertThat(request.field("transfer-encoding")).isEqualTo("chunked");
            assertThat(request.field("content-length")).isNull();
            assertThat(request.trailers()).isEqualTo("X-Sum: 8\r\n");
            client.send(GET);
            assertThat(client.read().status()).isEqualTo(204);
            assertThat(seen.remove().trailers()).isEmpty();
        }
    }

    @Test
    void chunksAndTrailersComeDown() {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3\r\nabc\r\n4\r\ndefg\r\n0\r\nX-Sum: 7\r\nSet-Cookie: a=b\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.get();
            assertThat(answer.body()).isEqualTo("abcdefg");
            assertThat(answer.field("transfer-encoding")).isEqualTo("chunked");
            assertThat(answer.trailers()).isEqualToIgnoringCase("x-sum: 7\r\n");
            assertThat(client.get().body()).isEqualTo("abcdefg");
            assertThat(a.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatEndsWithTheConnectionComesDownInChunks() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    wire.send("HTTP/1.1 200 OK\r\n\r\nto the end");
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.get();
            assertThat(answer.field("transfer-encoding")).isEqualTo("chunked");
            assertThat(answer.body()).isEqualTo("to the end");
        }
    }

    @Test
    void aClientOfHttp10GetsItUntilTheEnd() {
        try (RawUpstream a = RawUpstream.sending(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send("GET / HTTP/1.0\r\nHost: " + Door.HOST + "\r\nConnection: keep-alive\r\n\r\n");
            Wire.Message answer = client.read();
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(answer.body()).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified", "304 Same Old"})
    void anAnswerThatHasNoBodyGetsNone(String status) {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 " + status + "\r\nETag: \"1\"\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            Wire.Message answer = client.get();
            assertThat(answer.head()).contains(" " + status.substring(0, 3) + " ");
            assertThat(answer.field("content-length")).isNull();
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.field("etag")).isEqualTo("\"1\"");
            assertThat(client.get().status()).isEqualTo(answer.status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1234", "Transfer-Encoding: chunked", "X-None: 1"})
    void headKeepsTheFieldsAndHasNoBody(String framing) {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            Wire.Message answer = client.read("HEAD");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.field("content-length")).isEqualTo(framing.startsWith("Content") ? "1234" : null);
            client.send("HEAD / HTTP/1.1\r\nHost: " + Door.HOST + "\r\n\r\n");
            assertThat(client.read("HEAD").status()).isEqualTo(200);
            assertThat(a.accepted()).isEqualTo(1);
        }
    }

    @Test
    void theReasonPasses() {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 200 Fine By Me\r\nContent-Length: 0\r\n\r\n");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            assertThat(client.get().firstLine()).isEqualTo("HTTP/1.1 200 Fine By Me");
        }
    }

    @Test
    void theBodyIsAskedForWhenTheUpstreamAsks() throws IOException {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    String body = wire.read(5);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.wire().readHead()).startsWith("HTTP/1.1 100 ");
            client.send("abcde");
            assertThat(client.read().body()).isEqualTo("abcde");
            assertThat(Wire.fieldOf(a.heads().get(0), "expect")).isEqualTo("100-continue");
        }
    }

    @Test
    void noOneIsAskedForABodyWhileNoUpstreamIsThere() {
        RawUpstream gone = RawUpstream.saying("x");
        gone.kill();
        try (Door door = Door.to(Door.upstream(1, gone));
                RawClient client = door.client()) {
            client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            Wire.Message answer = client.read();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("connection")).isEqualTo("close");
        }
    }

    @Test
    void aRefusalBeforeTheBodyIsPassedAndTheConnectionEnds() {
        try (RawUpstream a = RawUpstream.open(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
            wire.readToEnd();
        })) {
            Upstream upstream = Door.upstream(1, a);
            try (Door door = Door.to(upstream);
                    RawClient client = door.client()) {
                client.send(POST + "Content-Length: 1000000\r\n\r\nabc");
                Wire.Message answer = client.read();
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.body()).isEqualTo("big");
                assertThat(answer.field("connection")).isEqualTo("close");
                assertThat(client.isClosed()).isTrue();
                Awaitility.await().untilAsserted(() -> assertThat(a.openConnections())
                        .as("a half-sent request's connection is not reused")
                        .isZero());
                assertThat(upstream.vitals().inFlight()).isZero();
            }
        }
    }

    @Test
    void earlyHintsPassAndOtherInterimAnswersAreDropped() throws IOException {
        try (RawUpstream a = RawUpstream.sending("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: x\r\n\r\n"
                        + "HTTP/1.1 102 Processing\r\n\r\n"
                        + "HTTP/1.1 100 Continue\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(GET);
            String hints = client.wire().readHead();
            assertThat(hints).startsWith("HTTP/1.1 103 ");
            assertThat(Wire.fieldOf(hints, "link")).isEqualTo("</a.css>");
            assertThat(Wire.fieldOf(hints, "connection")).isNull();
            assertThat(client.read().body()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void moreThanTenInterimAnswersAreTooMany(String status) {
        String interim = "HTTP/1.1 " + status + "\r\n\r\n";
        try (RawUpstream a =
                        RawUpstream.sending(interim.repeat(11) + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(GET);
            Wire.Message answer = client.read();
            while (answer.status() < 200) {
                answer = client.read();
            }
            assertThat(answer.status()).isEqualTo(502);
        }
    }

    @Test
    void aSlowAnswerIsPassedOnAsItComes() throws IOException {
        BlockingQueue<String> due = new LinkedBlockingQueue<>();
        try (RawUpstream a = RawUpstream.open(wire -> {
                    wire.readRequest();
                    for (String next = due.poll(10, TimeUnit.SECONDS);
                            next != null && !next.isEmpty();
                            next = due.poll(10, TimeUnit.SECONDS)) {
                        wire.send(next);
                    }
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            client.send(GET);
            due.add("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
            assertThat(client.wire().readHead()).as("the head, before any body").startsWith("HTTP/1.1 200 ");
            due.add("ab");
            assertThat(client.wire().read(2)).isEqualTo("ab");
            due.add("cd");
            assertThat(client.wire().read(2)).isEqualTo("cd");
            due.add("ef");
            assertThat(client.wire().read(2)).isEqualTo("ef");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        try (RawUpstream a = RawUpstream.open(wire -> {
                    for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                        String body = m.firstLine().split(" ")[1];
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                    }
                });
                Door door = Door.to(Door.upstream(1, a));
                RawClient client = door.client()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                requests.append("GET /")
                        .append(i)
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(Door.HOST)
                        .append("\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(client.read().body()).isEqualTo("/" + i);
            }
        }
    }
}

package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Site;
import dev.sluice.core.site.Compression;
import dev.sluice.core.site.ContentCoding;
import dev.sluice.proxy.compress.Decoding;
import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import dev.sluice.proxy.kit.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Answers of a route that compresses: the same to the reader, whatever the way they took. */
class CompressionContractTest extends Contract {

    private static final String ALL = "gzip, deflate, br, zstd";
    private static final String TEXT = "<p>All answers are equal, but some are smaller.</p>\n".repeat(40);
    private static final String HTML = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    private static final String CHUNKED = HTML + "Transfer-Encoding: chunked\r\n";

    private static String sized(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunk(String body) {
        return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    }

    private RawUpstream compressing(RawUpstream.Script script) {
        RawUpstream made = upstream(script);
        door().publish(new Plan(7, Door.HOST)
                .site(Site.PLAIN.with("compression", Compression.DEFAULT))
                .through(Door.upstream(1, made)));
        return made;
    }

    private RawUpstream compressing(String answer) {
        return compressing(wire -> {
            while (wire.readRequest() != null) {
                wire.send(answer);
            }
        });
    }

    private Answer get(String accepted) {
        return client().get("/", "accept-encoding", accepted);
    }

    private static void isPlain(Answer answer, String body) {
        assertThat(answer.field("content-encoding")).isNull();
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.whole()).isTrue();
    }

    private static void isEncoded(Answer answer, ContentCoding coding, String body) {
        assertThat(answer.field("content-encoding")).isEqualTo(coding.wire());
        assertThat(answer.field("vary")).isEqualTo("Accept-Encoding");
        assertThat(Decoding.text(coding, answer.body())).isEqualTo(body);
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void eachCodingIsWhatItSays() {
        compressing(HTML + "ETag: \"v1\"\r\nAccept-Ranges: bytes\r\nDigest: x\r\n" + sized(TEXT));
        for (ContentCoding coding : ContentCoding.values()) {
            Answer answer = get(coding.wire());
            isEncoded(answer, coding, TEXT);
            assertThat(answer.body().length()).isLessThan(TEXT.length() / 3);
            assertThat(answer.field("content-length"))
                    .isEqualTo("" + answer.body().length());
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.field("etag")).isEqualTo("W/\"v1\"");
            assertThat(answer.field("accept-ranges")).isNull();
            assertThat(answer.field("digest")).isNull();
            assertThat(door().lastFinished().bytesOut()).isEqualTo(answer.body().length());
        }
        isEncoded(get(ALL), ContentCoding.ZSTD, TEXT);
        isEncoded(get("gzip, zstd;q=0.5"), ContentCoding.GZIP, TEXT);
    }

    @Test
    void whoWantsItPlainGetsItPlain() {
        compressing(HTML + "ETag: \"v1\"\r\nAccept-Ranges: bytes\r\n" + sized(TEXT));
        for (Answer answer : List.of(client().get("/"), get("identity"), get("gzip;q=0, deflate"))) {
            isPlain(answer, TEXT);
            assertThat(answer.field("vary")).isEqualTo("Accept-Encoding");
            assertThat(answer.field("etag")).isEqualTo("\"v1\"");
            assertThat(answer.field("accept-ranges")).isEqualTo("bytes");
            assertThat(answer.field("content-length")).isEqualTo("" + TEXT.length());
        }
    }

    @Test
    void whatMustNotBeTouchedIsNot() {
        for (String head : List.of(
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n",
                HTML + "Content-Encoding: br\r\n",
                HTML + "Cache-Control: no-transform\r\n")) {
            compressing(head + "ETag: \"v1\"\r\n" + sized(TEXT));
            Answer answer = get(ALL);
            assertThat(answer.body()).isEqualTo(TEXT);
            assertThat(answer.field("vary")).isNull();
            assertThat(answer.field("etag")).isEqualTo("\"v1\"");
        }
        compressing("HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-"
                + (TEXT.length() - 1) + "/9999\r\nETag: \"v1\"\r\n" + sized(TEXT));
        Answer part = client().get("/", "accept-encoding", ALL, "range", "bytes=0-");
        isPlain(part, TEXT);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.field("etag")).isEqualTo("\"v1\"");
        String little = "x".repeat(511);
        compressing(HTML + sized(little));
        isPlain(get(ALL), little);
        compressing(CHUNKED + "\r\n" + chunk(little) + "0\r\n\r\n");
        isPlain(get(ALL), little);
        compressing(CHUNKED + "\r\n" + chunk("x".repeat(255)) + chunk("x".repeat(256)) + "0\r\n\r\n");
        isPlain(get(ALL), little);
        compressing(CHUNKED + "\r\n0\r\n\r\n");
        isPlain(get(ALL), "");
        compressing(HTML + "Content-Length: 0\r\n\r\n");
        isPlain(get(ALL), "");
    }

    @Test
    void headTellsWhatGetWould() {
        compressing(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                String head = HTML + "ETag: \"v1\"\r\nAccept-Ranges: bytes\r\n" + sized(TEXT);
                wire.send(m.firstLine().startsWith("HEAD") ? head.substring(0, head.indexOf("\r\n\r\n") + 4) : head);
            }
        });
        Answer head =
                client().ask("HEAD", "/", Speaker.NONE, "accept-encoding", "br").answer();
        Answer get = get("br");
        assertThat(head.body()).isEmpty();
        assertThat(head.field("content-length")).isNull();
        for (String name : List.of("content-encoding", "vary", "etag", "accept-ranges", "content-type")) {
            assertThat(head.field(name)).as(name).isEqualTo(get.field(name));
        }
        assertThat(client().ask("HEAD", "/", Speaker.NONE).answer().field("content-length"))
                .isEqualTo("" + TEXT.length());
    }

    @Test
    void conditionsMeetTheUpstreamsOwnTags() {
        List<Wire.Message> seen = new CopyOnWriteArrayList<>();
        compressing(wire -> {
            for (Wire.Message m = wire.readRequest(); m != null; m = wire.readRequest()) {
                seen.add(m);
                wire.send(
                        m.field("if-none-match") == null
                                ? HTML + "ETag: \"v1\"\r\n" + sized(TEXT)
                                : "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
            }
        });
        String tag = get("gzip").field("etag");
        Answer unchanged = client().get("/", "accept-encoding", "gzip", "if-none-match", tag);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.field("etag")).isEqualTo(tag);
        assertThat(unchanged.field("vary")).isEqualTo("Accept-Encoding");
        assertThat(client().get("/", "if-none-match", "\"v1\"").field("etag")).isEqualTo("\"v1\"");
        assertThat(seen.get(1).field("if-none-match")).isEqualTo("W/\"v1\"");
        client().get("/", "if-match", tag + ", \"v2\"");
        assertThat(seen.get(3).field("if-match")).isEqualTo("\"v1\", \"v2\"");
    }

    @Test
    void nothingWaitsForMore() throws IOException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        compressing(wire -> {
            wire.readRequest();
            wire.send(CHUNKED + "\r\n");
            for (String event = events.take(); !event.isEmpty(); event = events.take()) {
                wire.send(chunk(event));
            }
            wire.send("0\r\nX-Sum: 7\r\nContent-Digest: x\r\n\r\n");
        });
        for (ContentCoding coding : ContentCoding.values()) {
            Speaker.Conversation conversation =
                    client().ask("GET", "/", Speaker.NONE, "accept-encoding", coding.wire());
            assertThat(conversation.status()).isEqualTo(200); // before any event
            Decoding decoding = new Decoding(coding, () -> conversation.read(1));
            for (int i = 0; i < 5; i++) {
                String event = "data: event " + i + "\n\n";
                events.add(event);
                assertThat(decoding.read(event.length())).isEqualTo(event);
            }
            events.add("");
            Answer rest = conversation.answer();
            assertThat(rest.field("content-encoding")).isEqualTo(coding.wire());
            assertThat(rest.whole()).isTrue();
            assertThat(rest.trailers()).isEqualToIgnoringCase("x-sum: 7\r\n");
            client().close();
            connect();
        }
    }

    @Test
    void muchPassesInTurnsOfTheEventLoop() {
        StringBuilder made = new StringBuilder();
        for (int i = 0; made.length() < 3_000_000; i++) {
            made.append("{\"id\":").append(i * 7919 % 100_003).append("},\n");
        }
        String much = made.toString();
        for (String answer : List.of(HTML + sized(much), CHUNKED + "\r\n" + chunk(much) + "0\r\n\r\n")) {
            compressing(answer);
            for (ContentCoding coding : ContentCoding.values()) {
                isEncoded(get(coding.wire()), coding, much);
            }
        }
    }

    @Test
    void aBrokenAnswerStaysBroken() {
        compressing(wire -> {
            wire.readRequest();
            wire.send(HTML + "Content-Length: 100000\r\n\r\n" + TEXT);
        });
        for (ContentCoding coding : ContentCoding.values()) {
            Answer answer = client().get("/", "accept-encoding", coding.wire());
            assertThat(answer.whole()).as(coding.wire()).isFalse();
            client().close();
            connect();
        }
        compressing(HTML + sized(TEXT));
        isEncoded(get("gzip"), ContentCoding.GZIP, TEXT);
    }

    @Test
    void bytesAreNotReadAsText() {
        String bytes = new String(new byte[] {0, -1, 10, 13, -128}, StandardCharsets.ISO_8859_1).repeat(300);
        compressing(HTML + sized(bytes));
        isEncoded(get("gzip"), ContentCoding.GZIP, bytes);
    }
}

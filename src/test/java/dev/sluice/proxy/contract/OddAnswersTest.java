package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Answer;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Answers that are right but for what comes around them: too much, too soon, too late. */
class OddAnswersTest extends Contract {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String GOOD = OK + "Content-Length: 2\r\n\r\nok";
    private static final String EVIL = OK + "Content-Length: 4\r\n\r\nevil";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "2\r\nok\r\n0\r\n\r\n";
    private static final int PAUSE_MS = 30;
    private static final int MANY = 200;
    private static final int MUCH = 16 * 1024;
    private static final int LONG_MS = 10_000;

    private static RawUpstream.Script inPieces(String... pieces) {
        return wire -> {
            for (String piece : pieces) {
                wire.send(piece);
                Thread.sleep(PAUSE_MS); // so that it comes in a read of its own; what has to hold does not depend on it
            }
        };
    }

    private void passesAndDrops(String name, RawUpstream.Script answer) {
        try (Faulty upstream = Faulty.answering(this, answer)) {
            upstream.passes(name, askedOnce("GET"), "ok");
            upstream.isDropped(name);
        }
    }

    @Test
    void bytesBehindAnAnswerReachNobody() {
        for (String more : List.of("EVIL", EVIL, "HTTP/1.1 20", "x".repeat(100_000))) {
            passesAndDrops(more, wire -> wire.send(GOOD + more));
            passesAndDrops("chunked, " + more, wire -> wire.send(CHUNKED + CHUNK + more));
            passesAndDrops("in pieces, " + more, inPieces(OK + "Content-Len", "gth: 2\r\n\r\nok" + more));
            passesAndDrops("chunked in pieces, " + more, inPieces(CHUNKED + "2\r\nok\r\n0\r", "\n\r\n" + more));
        }
    }

    @Test
    void anAnswerThatNobodyAskedForReachesNobody() {
        for (String unasked : List.of(EVIL, "EVIL", "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")) {
            try (Faulty upstream = Faulty.answering(this, inPieces(GOOD, unasked, ""))) {
                upstream.passes(unasked, askedOnce("GET"), "ok");
                Awaitility.await().during(Duration.ofMillis(3 * PAUSE_MS)).until(() -> true);
                upstream.isDropped(unasked);
            }
        }
    }

    @Test
    void aBodyWhereNoneBelongsIsDropped() {
        for (String status : List.of("204 No Content", "304 Not Modified")) {
            for (String rest : List.of(
                    "\r\nEVIL",
                    "\r\n" + EVIL,
                    "Content-Length: 4\r\n\r\nEVIL",
                    "Transfer-Encoding: chunked\r\n\r\n4\r\nEVIL\r\n0\r\n\r\n")) {
                bodiless("GET", "HTTP/1.1 " + status + "\r\n" + rest);
            }
        }
        for (String rest : List.of("Content-Length: 2\r\n\r\nok", "Transfer-Encoding: chunked\r\n\r\n" + CHUNK)) {
            bodiless("HEAD", OK + rest);
        }
    }

    private void bodiless(String method, String bytes) {
        try (Faulty upstream = Faulty.saying(this, bytes)) {
            Answer answer = askedOnce(method);
            assertThat(answer.whole()).as(bytes).isTrue();
            assertThat(answer.body()).as(bytes).isEmpty();
            upstream.isDropped(bytes);
        }
    }

    @Test
    void resetContentHasNone() {
        try (Faulty upstream = Faulty.saying(this, "HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok")) {
            Answer answer = askedOnce("GET");
            assertThat(answer.status()).isEqualTo(205);
            assertThat(answer.whole()).isTrue();
            assertThat(answer.body()).isEmpty();
            assertThat(answer.field("content-length")).isIn("0", null);
            upstream.goesOn("205");
        }
    }

    @Test
    void interimAnswersPassOrAreDropped() {
        for (String interim : List.of("100 Continue", "102 Processing", "103 Early Hints", "150 X", "199 X")) {
            String head = "HTTP/1.1 " + interim + "\r\n\r\n";
            try (Faulty upstream = Faulty.saying(this, head.repeat(3) + GOOD)) {
                upstream.passes(interim, askedOnce("GET"), "ok");
                upstream.goesOn(interim);
            }
        }
    }

    @Test
    void interimAnswersWithoutEndGive502() {
        for (String interim : List.of("100 Continue", "102 Processing", "103 Early Hints")) {
            String head = "HTTP/1.1 " + interim + "\r\n\r\n";
            try (Faulty upstream = Faulty.saying(this, head.repeat(10_000) + GOOD)) {
                upstream.refuses(interim, askedOnce("GET"), 502);
                upstream.isDropped(interim);
            }
        }
    }

    @Test
    void interimAnswersForEverGive502() {
        for (String interim : List.of("100 Continue", "103 Early Hints", "150 X")) {
            String head = "HTTP/1.1 " + interim + "\r\n\r\n";
            try (Faulty upstream = Faulty.answering(this, wire -> {
                while (true) { // until nobody takes them
                    wire.send(head);
                }
            })) {
                upstream.refuses(interim, askedOnce("GET"), 502);
                upstream.goesOn(interim);
            }
        }
    }

    @Test
    void anEncodedBodyPassesAsItIs() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[32 << 20]);
        }
        String body = bomb.toString(StandardCharsets.ISO_8859_1);
        String head = OK + "Content-Encoding: gzip\r\nContent-Length: " + body.length() + "\r\n\r\n";
        try (Faulty upstream = Faulty.saying(this, head + body)) {
            Answer answer = askedOnce("GET");
            upstream.passes("gzip", answer, body);
            assertThat(answer.field("content-encoding")).isEqualTo("gzip");
            upstream.goesOn("gzip");
        }
    }

    @Test
    void anotherProtocolThatNobodyAskedForGives502() {
        for (String fields : List.of("", "Connection: upgrade\r\nUpgrade: websocket\r\n", "Upgrade: h2c\r\n")) {
            String head = "HTTP/1.1 101 Switching Protocols\r\n" + fields + "\r\n";
            try (Faulty upstream = Faulty.saying(this, head + "EVIL")) {
                upstream.refuses(head, askedOnce("GET"), 502);
                upstream.isDropped(head);
            }
        }
    }

    /** The limit is to the head's last byte, not between two of its bytes. */
    @Test
    void aHeadThatDripsGives504() {
        AtomicInteger sent = new AtomicInteger();
        try (Faulty upstream = Faulty.answering(this, wire -> {
            for (char c : (OK + "X-A: " + "a".repeat(MANY)).toCharArray()) {
                wire.send(String.valueOf(c));
                sent.incrementAndGet();
                Thread.sleep(PAUSE_MS);
            }
        })) {
            upstream.refuses("drips", askedOnce("GET"), 504);
            assertThat(sent.get()).isBetween(2, MANY);
            upstream.isDropped("drips");
        }
    }

    @Test
    void aConnectionThatEndsUnderARequestIsReplayedForGetAndNeverForPost() {
        for (boolean reset : List.of(true, false)) {
            AtomicInteger times = new AtomicInteger();
            try (Faulty upstream = Faulty.answering(this, wire -> {
                if (times.incrementAndGet() == 1) {
                    if (reset) {
                        wire.reset();
                    } else {
                        wire.socket().shutdownOutput();
                    }
                } else {
                    wire.send(GOOD);
                }
            })) {
                upstream.goesOn("one before");
                upstream.passes("GET", askedOnce("GET"), "ok");
                assertThat(upstream.asked()).isEqualTo(2);
                upstream.goesOn("GET");
            }
            try (Faulty upstream = Faulty.answering(this, wire -> wire.socket().shutdownOutput())) {
                upstream.goesOn("one before");
                Speaker.Conversation conversation = client().ask("POST", "/", 4);
                conversation.send("body");
                conversation.end();
                upstream.refuses("POST", conversation.answer(), 502);
                assertThat(upstream.asked()).isEqualTo(1);
            }
        }
    }

    /** While the body is still on its way; a reset may overtake what was sent before it. */
    @Test
    void anEarlyAnswerPassesAndAResetAloneGives502() {
        String answer = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 8\r\n\r\ntoo much";
        for (boolean answers : List.of(true, false)) {
            CountDownLatch told = new CountDownLatch(1);
            RawUpstream resetting = serving(wire -> {
                wire.readHead();
                if (answers) {
                    wire.send(answer);
                    told.await(LONG_MS, TimeUnit.MILLISECONDS);
                }
                wire.reset();
            });
            try (Speaker own = over.connect(door())) {
                Speaker.Conversation upload = own.ask("POST", "/", 64 * MUCH);
                upload.send("x".repeat(MUCH));
                if (answers) {
                    assertThat(upload.status()).isEqualTo(413);
                    told.countDown();
                }
                Answer got = upload.answer();
                assertThat(got.status()).isEqualTo(answers ? 413 : 502);
                assertThat(got.whole()).isTrue();
            }
            Awaitility.await().until(() -> resetting.openConnections() == 0);
            assertThat(resetting.heads()).as("asked once").hasSize(1);
        }
    }

    /** In both framings: nothing waits for more to come. */
    @Test
    void aBodyThatComesSlowlyPassesAtOnce() {
        for (String head : List.of("Content-Length: 6\r\n\r\n", "Connection: close\r\n\r\n")) {
            CountDownLatch passed = new CountDownLatch(1);
            serving(wire -> {
                wire.readRequest();
                wire.send(OK + head + "abc");
                passed.await(LONG_MS, TimeUnit.MILLISECONDS);
                wire.send("def");
            });
            try (Speaker own = over.connect(door())) {
                Speaker.Conversation asking = own.ask("GET", "/", Speaker.NONE);
                assertThat(asking.read(3)).as(head).isEqualTo("abc");
                passed.countDown();
                Answer got = asking.answer();
                assertThat(got.body()).as(head).isEqualTo("def");
                assertThat(got.whole()).as(head).isTrue();
            }
        }
    }
}

package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.Speaker;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Bodies, trailers and sizes of requests in HTTP/2, and windows (RFC 9113 8.1 and 10.5). */
class Http2BodiesTest extends HostileStreams {

    private static final int INITIAL_WINDOW_SIZE = 4;

    @Test
    void contentLengthAgainstData() {
        for (String length : List.of("+5", "-5", "0x5", "5a", "5 5", "", "5.0", "5, 6", "99999999999999999999")) {
            refused("length " + length, id -> Stream.of(post(id, length), data(id, "abcde", true)));
        }
        refused("short", id -> Stream.of(post(id, "10"), data(id, "abcde", true)));
        refused("long", id -> Stream.of(post(id, "3"), data(id, "abcde", true)));
        refused("long at last", id -> Stream.of(post(id, "3"), data(id, "abc", false), data(id, "de", true)));
        refused("more than nothing", id -> Stream.of(post(id, "0"), data(id, Hostile.SMUGGLED, true)));
        refused("nothing of five", id -> Stream.of(post(id, "5"), data(id, "", true)));
        refused(
                "twice",
                id -> Stream.of(
                        headers(id, HEAD, fields("content-length", "5", "content-length", "6")),
                        data(id, "abcde", true)));
        refusedHead(fields("content-length", "5"));
        refused(
                "short before trailers",
                id -> Stream.of(post(id, "10"), data(id, "abcde", false), headers(id, WHOLE, "x", "y")));
        Http2Stream slow =
                sent("ended late", id -> Stream.of(post(id, "5"), data(id, "", false), data(id, "abcde", false)));
        assertThat(reached()).isEmpty();
        slow.end();
        assertThat(slow.answer().body()).isEqualTo(Recorder.ANSWER);
        assertThat(reached().get(0).body()).isEqualTo("abcde");
        recorder.forget();
    }

    private byte[] post(int stream, String length) {
        return headers(stream, HEAD, fields("content-length", length));
    }

    @Test
    void trailers() {
        List<String[]> bad = List.of(
                new String[] {":path", "/x"},
                new String[] {":status", "200"},
                new String[] {"connection", "close"},
                new String[] {"transfer-encoding", "chunked"},
                new String[] {"X-Up", "a"},
                new String[] {"x y", "a"},
                new String[] {"", "a"},
                new String[] {"x", "a\r\nb"},
                new String[] {"x", "a\0b"});
        for (String[] field : bad) {
            refused(
                    String.join("|", field),
                    id -> Stream.of(headers(id, HEAD, fields()), data(id, "abcde", false), headers(id, WHOLE, field)));
        }
        refused(
                "without an end",
                id -> Stream.of(headers(id, HEAD, fields()), data(id, "abcde", false), headers(id, HEAD, "x", "y")));
        Http2Stream fine = sent(
                "fine",
                id -> Stream.of(
                        headers(id, HEAD, fields()),
                        data(id, "abcde", false),
                        headers(
                                id,
                                WHOLE,
                                "x",
                                "y",
                                "host",
                                "evil",
                                "content-length",
                                "9",
                                "x-forwarded-for",
                                "evil",
                                "cookie",
                                "evil")));
        assertThat(fine.answer().body()).isEqualTo(Recorder.ANSWER);
        assertThat(reached().get(0).trailers()).containsExactly("x: y");
        recorder.forget();
    }

    @Test
    void tooLarge() {
        String much = "a".repeat(64 * 1024);
        String[] many = IntStream.range(0, 20_000)
                .boxed()
                .flatMap(i -> Stream.of("x" + i, "y"))
                .toArray(String[]::new);
        for (String[] fields : List.of(
                fields("x", "a".repeat(40_000)),
                fields(":path", "/" + much),
                fields("x", much.repeat(16)),
                fields("cookie", much),
                fields(many))) {
            try (Http2Speaker own = (Http2Speaker) over.connect(door)) {
                Http2Stream stream = own.open();
                own.outlives(head(stream.id(), FrameWire.literal(fields)));
                assertThat(stream.status() == 431 || own.goAway() > 0 || own.isEnded())
                        .as("%s, status %s, GOAWAY %s", fields[0], stream.status(), own.goAway())
                        .isTrue();
            }
        }
        assertThat(reached()).isEmpty();
    }

    private static byte[] head(int stream, byte[] block) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int at = 0; at < block.length; at += LARGEST) {
            int end = Math.min(at + LARGEST, block.length);
            int flags = (end == block.length ? FrameWire.END_HEADERS : 0) | (at == 0 ? FrameWire.END_STREAM : 0);
            int type = at == 0 ? FrameWire.HEADERS : FrameWire.CONTINUATION;
            frames.writeBytes(FrameWire.frame(type, flags, stream, Arrays.copyOfRange(block, at, end)));
        }
        return frames.toByteArray();
    }

    @Test
    void aWindowThatTheClientStalls() {
        try (RawUpstream much =
                RawUpstream.sending("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "a".repeat(1_000_000))) {
            Upstream asked = Door.upstream(2, much);
            door.publish(new Plan(7, Door.HOST).through(asked));
            client.stingy();
            long before = System.nanoTime();
            Http2Stream stalled = client.ask("GET", "/", Speaker.NONE);
            assertThat(stalled.resetCode()).isGreaterThanOrEqualTo(0);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(STALL.minusMillis(100), STALL.plusSeconds(5));
            Awaitility.await().until(() -> asked.vitals().inFlight() == 0 && much.openConnections() == 0);
            assertThat(asked.vitals().failed()).isZero();
        }
    }

    /** The upstream is done with it long before. */
    @Test
    void aWindowThatTheClientStallsAtTheEndOfAnAnswer() throws Exception {
        client.wire().sendSetting(INITIAL_WINDOW_SIZE, 0);
        client.stingy();
        long before = System.nanoTime();
        Http2Stream stalled = client.ask("GET", ELSE, Speaker.NONE);
        assertThat(stalled.resetCode()).isEqualTo((int) Http2Error.CANCEL.code());
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(STALL.minusMillis(100), STALL.plusSeconds(5));
        Http2Stream slow = client.ask("GET", ELSE, Speaker.NONE);
        for (int i = 0; i < 4; i++) {
            Thread.sleep(STALL.toMillis() / 3); // slow, but going on
            client.wire().sendNumber(FrameWire.WINDOW_UPDATE, slow.id(), 2);
        }
        assertThat(slow.answer().body()).isEqualTo(Recorder.ANSWER);
    }
}

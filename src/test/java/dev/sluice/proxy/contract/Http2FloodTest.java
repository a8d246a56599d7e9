package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Floods;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.Speaker;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Clients that flood the front door with HTTP/2 frames, in clear text and within TLS (RFC 9113 10.5). */
class Http2FloodTest {

    private static final int MOST_RESETS = 200;
    private static final int MOST_STREAMS = 100;
    private static final int FREE_FRAMES = 1000;
    private static final int FAR_TOO_MANY = 5000;
    private static final int BATCH = 50;

    /** Its bytes earn a thousand frames. */
    private static final String ANSWER = "hell".repeat(FREE_FRAMES);

    private static RawUpstream frozen;
    private static RawUpstream quick;
    private static Upstream silent;
    private static Upstream answering;
    private static Door door;

    @BeforeAll
    static void open() {
        frozen = RawUpstream.frozen();
        quick = RawUpstream.saying(ANSWER);
        silent = Door.upstream(1, frozen);
        answering = Door.upstream(2, quick);
        door = Door.open(options -> options.withHttps(0).withH2c(true));
        door.publish(new Plan(7, Floods.SILENT).through(silent).noRescue(), new Plan(8, Door.HOST).through(answering));
    }

    @AfterAll
    static void close() {
        door.close();
        frozen.close();
        quick.close();
    }

    /** Whatever was done to it, nothing is under way, and others are served. */
    @AfterEach
    void nothingIsLeft() {
        soon().untilAsserted(() -> {
            assertThat(silent.vitals().inFlight()).isZero();
            assertThat(answering.vitals().inFlight()).isZero();
            assertThat(door.front().connections()).isZero();
            assertThat(frozen.openConnections()).isZero();
        });
    }

    private static Stream<DynamicTest> bothWays(String name, Consumer<Supplier<Http2Speaker>> test) {
        return Stream.concat(
                inClearText(name, test),
                Stream.of(dynamic(name + " within TLS", test, () -> Http2Speaker.tls(door.httpsPort()))));
    }

    private static Stream<DynamicTest> inClearText(String name, Consumer<Supplier<Http2Speaker>> test) {
        return Stream.of(dynamic(name + " in clear text", test, () -> Http2Speaker.plain(door.port())));
    }

    private static DynamicTest dynamic(
            String name, Consumer<Supplier<Http2Speaker>> test, Supplier<Http2Speaker> clients) {
        return DynamicTest.dynamicTest(name, () -> {
            test.accept(clients);
            new Http2FloodTest().nothingIsLeft();
        });
    }

    private static ConditionFactory soon() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }

    /** Streams that end in a reset, by the client or by us for a fault of the client's: a bounded number, then no more. */
    @TestFactory
    Stream<DynamicTest> resets() {
        return Floods.resets().entrySet().stream()
                .flatMap(flood -> bothWays(flood.getKey(), clients -> {
                    int before = frozen.heads().size();
                    try (Http2Speaker client = clients.get();
                            Http2Speaker other = clients.get()) {
                        for (int sent = 0; sent < MOST_RESETS; sent += BATCH) {
                            assertThat(client.outlives(many(sent, BATCH, stream -> flood.getValue()
                                            .apply(client.wire(), stream))))
                                    .isTrue();
                            soon().untilAsserted(() ->
                                    assertThat(silent.vitals().inFlight()).isZero());
                        }
                        assertThat(client.outlives(flood.getValue().apply(client.wire(), stream(MOST_RESETS))))
                                .isFalse();
                        assertThat(client.goAway()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
                        assertThat(other.get("/").body()).isEqualTo(ANSWER);
                    }
                    assertThat(frozen.heads().size() - before).isLessThanOrEqualTo(MOST_RESETS + 1);
                }));
    }

    /** The same, each at its upstream before it is given up: what was taken for it there is let go. */
    @TestFactory
    Stream<DynamicTest> resetsOfRequestsUnderWay() {
        return bothWays("resets of requests under way", clients -> {
            int before = frozen.heads().size();
            try (Http2Speaker client = clients.get()) {
                for (int sent = 0; sent < MOST_RESETS; sent += BATCH) {
                    int upTo = before + sent + BATCH;
                    assertThat(client.outlives(many(sent, BATCH, stream -> Floods.get(client.wire(), stream))))
                            .isTrue();
                    // More, if what an earlier flood gave up reached the upstream's reader only now.
                    soon().untilAsserted(() -> assertThat(frozen.heads()).hasSizeGreaterThanOrEqualTo(upTo));
                    assertThat(client.outlives(many(sent, BATCH, Floods::reset)))
                            .isTrue();
                    soon().untilAsserted(() -> {
                        assertThat(silent.vitals().inFlight()).isZero();
                        assertThat(frozen.openConnections()).isZero();
                    });
                }
                int last = stream(MOST_RESETS);
                assertThat(client.outlives(Floods.get(client.wire(), last))).isTrue();
                assertThat(client.outlives(Floods.reset(last))).isFalse();
                assertThat(client.goAway()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
            }
        });
    }

    /** Frames that move nothing on: some are free, requests earn more, but not without end. */
    @TestFactory
    Stream<DynamicTest> frames() {
        return Floods.frames().entrySet().stream()
                .flatMap(flood -> bothWays(flood.getKey(), clients -> {
                    try (Http2Speaker client = clients.get();
                            Http2Speaker other = clients.get()) {
                        Http2Stream open = client.ask("POST", "/", Speaker.UNKNOWN, "host", Floods.SILENT);
                        assertThat(client.outlives(times(
                                        FREE_FRAMES - 2 * BATCH,
                                        flood.getValue().apply(open.id()))))
                                .isTrue();
                        assertThat(client.get("/").body()).isEqualTo(ANSWER);
                        byte[] more = times(BATCH, flood.getValue().apply(open.id()));
                        int sent = FREE_FRAMES;
                        while (sent < FAR_TOO_MANY && client.outlives(more)) {
                            sent += BATCH;
                        }
                        assertThat(sent).isLessThan(FAR_TOO_MANY);
                        assertThat(client.goAway()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
                        assertThat(other.get("/").body()).isEqualTo(ANSWER);
                    }
                }));
    }

    /** What no client needs a few of, whichever limit of Netty's it meets. */
    @TestFactory
    Stream<DynamicTest> messagesWithoutEnd() {
        return Floods.withoutEnd().entrySet().stream()
                .flatMap(flood -> bothWays(flood.getKey(), clients -> {
                    try (Http2Speaker client = clients.get();
                            Http2Speaker other = clients.get()) {
                        assertThat(client.get("/").body()).isEqualTo(ANSWER);
                        assertThat(client.outlives(flood.getValue())).isFalse();
                        assertThat(client.goAway()).isIn((int) Http2Error.ENHANCE_YOUR_CALM.code(), (int)
                                Http2Error.PROTOCOL_ERROR.code());
                        assertThat(other.get("/").body()).isEqualTo(ANSWER);
                    }
                }));
    }

    /** A small block that stands for a large head: the stream is answered 431, and its connection goes on. */
    @TestFactory
    Stream<DynamicTest> headsThatGrow() {
        return bothWays("a head of 400 KB in 600 bytes", clients -> {
            int before = frozen.heads().size();
            try (Http2Speaker client = clients.get()) {
                Http2Stream bomb = client.open();
                assertThat(client.outlives(Floods.headThatGrows(bomb.id()))).isTrue();
                assertThat(bomb.status()).isEqualTo(431);
                assertThat(client.get("/").body()).isEqualTo(ANSWER);
            }
            assertThat(frozen.heads().size() - before).isZero();
        });
    }

    /** One stream too many is refused so that it may be asked again; the rest of the connection is unharmed. */
    @TestFactory
    Stream<DynamicTest> streamsBeyondTheLimit() {
        return bothWays("stream 101", clients -> {
            try (Http2Speaker client = clients.get()) {
                List<Http2Stream> open = new ArrayList<>();
                for (int i = 0; i < MOST_STREAMS; i++) {
                    open.add(client.ask("GET", "/", Speaker.NONE, "host", Floods.SILENT));
                }
                Http2Stream over = client.ask("GET", "/", Speaker.NONE, "host", Floods.SILENT);
                assertThat(over.resetCode()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
                soon().untilAsserted(
                                () -> assertThat(silent.vitals().inFlight()).isEqualTo(MOST_STREAMS));
                open.get(0).abort();
                assertThat(client.get("/").body()).isEqualTo(ANSWER);
            }
        });
    }

    /** Who keeps to them has no limit to fear (RFC 9113 6.5.2). */
    @TestFactory
    Stream<DynamicTest> limitsThatAreAnnounced() {
        return bothWays("SETTINGS", clients -> {
            try (Http2Speaker client = clients.get()) {
                assertThat(client.outlives(new byte[0])).isTrue();
                assertThat(client.setting(Http2CodecUtil.SETTINGS_MAX_CONCURRENT_STREAMS))
                        .isEqualTo(MOST_STREAMS);
                assertThat(client.setting(Http2CodecUtil.SETTINGS_MAX_HEADER_LIST_SIZE))
                        .isEqualTo(32 * 1024);
                assertThat(client.setting(Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE))
                        .as("of a stream; 65,536 or, unsaid, 65,535")
                        .isIn(-1, 64 * 1024);
                assertThat(client.window()).as("of the connection").isEqualTo(1024 * 1024);
            }
        });
    }

    /** Who takes answers may send frames with them, as many in the end as a flood has. */
    @Test
    void aBusyConnectionIsNoFlood() {
        byte[] pings = times(300, FrameWire.frame(FrameWire.PING, 0, 0, new byte[8]));
        try (Http2Speaker client = Http2Speaker.plain(door.port())) {
            for (int sent = 0; sent < 2 * FREE_FRAMES; sent += 300) {
                assertThat(client.get("/").body()).isEqualTo(ANSWER);
                assertThat(client.outlives(pings)).isTrue();
            }
        }
    }

    private static int stream(int index) {
        return 2 * index + 1;
    }

    private static byte[] times(int count, byte[] frame) {
        return many(0, count, stream -> frame);
    }

    private static byte[] many(int from, int count, IntFunction<byte[]> frames) {
        byte[] all = new byte[0];
        for (int i = from; i < from + count; i++) {
            byte[] next = frames.apply(stream(i));
            int length = all.length;
            all = Arrays.copyOf(all, length + next.length);
            System.arraycopy(next, 0, all, length, next.length);
        }
        return all;
    }
}

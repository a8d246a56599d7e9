package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.StrictWire;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Hostile requests in HTTP/2: one front door, an upstream that reads HTTP/1.1 by the letter, and somebody else. */
@ParameterizedClass
@EnumSource(
        value = Over.class,
        names = {"HTTP2", "HTTP2_IN_TLS"})
abstract class HostileStreams {

    static final int LARGEST = 16_384;
    static final int HEAD = FrameWire.END_HEADERS;
    static final int WHOLE = FrameWire.END_HEADERS | FrameWire.END_STREAM;
    static final String ELSE = "/else";
    static final Duration STALL = Duration.ofSeconds(1);

    @Parameter
    Over over = Over.HTTP2;

    Http2Speaker client;
    private Http2Speaker somebodyElse;

    @SuppressWarnings("NullAway.Init")
    static Recorder recorder;

    @SuppressWarnings("NullAway.Init")
    static Upstream upstream;

    @SuppressWarnings("NullAway.Init")
    static Door door;

    @SuppressWarnings("NullAway.Init")
    HostileStreams() {}

    @BeforeAll
    static void open() {
        recorder = new Recorder();
        upstream = Door.upstream(1, recorder.upstream());
        door = Door.open(HostileStreams::tuned);
    }

    private static ProxyOptions tuned(ProxyOptions options) {
        ClientLimits c = options.clients();
        return options.withHttps(0)
                .withH2c(true)
                .withClients(new ClientLimits(
                        c.head(),
                        c.headBytes(),
                        c.bodyIdle(),
                        c.bodyRate(),
                        c.bodyRateGrace(),
                        c.keepAlive(),
                        STALL,
                        c.connections(),
                        c.connectionsPerAddress()));
    }

    @AfterAll
    static void close() {
        door.releases(upstream, recorder.upstream());
        door.close();
        recorder.close();
    }

    @BeforeEach
    void connect() {
        door.publish(new Plan(7, Door.HOST).through(upstream));
        recorder.forget();
        client = (Http2Speaker) over.connect(door);
        somebodyElse = (Http2Speaker) over.connect(door);
    }

    /** Whatever came: others are served, nothing is held, nothing odd was written, and the peer is not blamed. */
    @AfterEach
    void nothingIsLeft() {
        door.publish(new Plan(7, Door.HOST).through(upstream));
        assertThat(somebodyElse.get(ELSE).body()).isEqualTo(Recorder.ANSWER);
        somebodyElse.close();
        client.close();
        Awaitility.await().until(() -> door.front().connections() == 0);
        assertThat(upstream.vitals().inFlight()).isZero();
        assertThat(upstream.vitals().failed()).isZero();
        assertThat(door.suspicions()).isEmpty();
        assertThat(recorder.malformed()).isEmpty();
        assertThat(reached()).isEmpty();
    }

    String scheme() {
        return over == Over.HTTP2_IN_TLS ? "https" : "http";
    }

    /** A request's fields, with these instead of or after the usual ones. */
    String[] fields(String... others) {
        String[] usual = {":method", "GET", ":scheme", scheme(), ":authority", Door.HOST, ":path", "/"};
        Stream<String> kept = IntStream.range(0, 4)
                .filter(i -> others.length == 0 || !usual[2 * i].equals(others[0]))
                .boxed()
                .flatMap(i -> Stream.of(usual[2 * i], usual[2 * i + 1]));
        boolean pseudo = others.length > 0 && others[0].startsWith(":");
        return (pseudo ? Stream.concat(Arrays.stream(others), kept) : Stream.concat(kept, Arrays.stream(others)))
                .toArray(String[]::new);
    }

    static byte[] headers(int stream, int flags, String... fields) {
        return FrameWire.frame(FrameWire.HEADERS, flags, stream, FrameWire.literal(fields));
    }

    static byte[] data(int stream, String bytes, boolean last) {
        return FrameWire.frame(
                FrameWire.DATA, last ? FrameWire.END_STREAM : 0, stream, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What a stream's frames are, as its number is known only when it begins. */
    @FunctionalInterface
    interface Frames {

        Stream<byte[]> on(int stream);
    }

    /** Those make a stream error, or an answer that refuses; nothing whole of it is seen upstream, and the connection goes on. */
    void refused(String name, Frames frames) {
        Http2Stream stream = sent(name, frames);
        int reset = stream.resetCode();
        int status = stream.status();
        assertThat(reset == (int) Http2Error.PROTOCOL_ERROR.code()
                        || status >= 400 && status < 500 && status != 404
                        || status == 501)
                .as("%s: status %s, reset %s", Hostile.shown(name), status, reset)
                .isTrue();
        assertThat(reached()).as(Hostile.shown(name)).isEmpty();
    }

    Http2Stream sent(String name, Frames frames) {
        Http2Stream stream = client.open();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.on(stream.id()).forEach(all::writeBytes);
        assertThat(client.outlives(all.toByteArray())).as(Hostile.shown(name)).isTrue();
        return stream;
    }

    /** A request without a body. */
    void refusedHead(String... fields) {
        refused(String.join("|", fields), stream -> Stream.of(headers(stream, WHOLE, fields)));
    }

    void refusedField(String name, String value) {
        refusedHead(fields(name, value));
    }

    StrictWire.Message passes(String... fields) {
        Http2Stream stream = sent("passes", id -> Stream.of(headers(id, WHOLE, fields)));
        assertThat(stream.answer().body()).as(String.join("|", fields)).isEqualTo(Recorder.ANSWER);
        List<StrictWire.Message> all = reached();
        recorder.forget();
        return all.get(all.size() - 1);
    }

    static List<StrictWire.Message> reached() {
        return recorder.whole().stream()
                .filter(request -> !request.start().contains(ELSE))
                .toList();
    }

    static String[] concat(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }
}

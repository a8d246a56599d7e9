package dev.sluice.proxy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.FrameWire;
import dev.sluice.proxy.kit.Http2Speaker;
import dev.sluice.proxy.kit.Http2Stream;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.Recorder;
import dev.sluice.proxy.kit.Speaker;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client begins to send over HTTP/2 and does not complete. */
@ParameterizedClass
@EnumSource(
        value = Over.class,
        names = {"HTTP2", "HTTP2_IN_TLS"})
class Http2SlowHeadsTest {

    private static final Duration HEAD = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int WHOLE = FrameWire.END_HEADERS | FrameWire.END_STREAM;

    @Parameter
    Over over = Over.HTTP2;

    @SuppressWarnings("NullAway.Init")
    private static Recorder recorder;

    @SuppressWarnings("NullAway.Init")
    private static Door door;

    @SuppressWarnings("NullAway.Init")
    Http2SlowHeadsTest() {}

    @BeforeAll
    static void open() {
        recorder = new Recorder();
        door = Door.open(options ->
                Door.clients(c -> c.withHead(HEAD)).apply(options).withHttps(0).withH2c(true));
        door.publish(new Plan(7, Door.HOST).through(Door.upstream(1, recorder.upstream())));
    }

    @AfterAll
    static void close() {
        door.close();
        recorder.close();
    }

    private Http2Speaker client() {
        return (Http2Speaker) over.connect(door);
    }

    private byte[] head(int flags) {
        String scheme = over == Over.HTTP2_IN_TLS ? "https" : "http";
        return FrameWire.frame(
                FrameWire.HEADERS,
                flags,
                1,
                FrameWire.literal(":method", "POST", ":scheme", scheme, ":authority", Door.HOST, ":path", "/"));
    }

    private static byte[] begun(byte[] frame, int bytes) {
        return Arrays.copyOf(frame, bytes);
    }

    private static byte[] both(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The time is that to the last byte, however often one more comes. */
    @Test
    void endTheConnection() throws Exception {
        byte[] more = FrameWire.frame(FrameWire.CONTINUATION, 0, 1);
        Map<String, byte[]> cases = new LinkedHashMap<>();
        cases.put("a frame's header", begun(head(FrameWire.END_HEADERS), 5));
        cases.put("a head within a frame", begun(head(FrameWire.END_HEADERS), 20));
        cases.put("a head to be continued", head(0));
        cases.put("a head that is continued, to be continued", both(head(0), more));
        cases.put("another frame", begun(FrameWire.frame(FrameWire.PING, 0, 0, new byte[8]), 12));
        cases.put("a head behind a request", both(head(WHOLE), begun(head(WHOLE), 12)));
        cases.put("a priority", begun(FrameWire.frame(FrameWire.PRIORITY_FRAME, 0, 1, new byte[5]), 10));
        Map<String, Http2Speaker> clients = new LinkedHashMap<>();
        for (String name : cases.keySet()) {
            clients.put(name, client());
        }
        long before = System.nanoTime();
        for (Map.Entry<String, Http2Speaker> client : clients.entrySet()) {
            client.getValue().wire().sendBytes(cases.get(client.getKey()));
        }
        for (Map.Entry<String, Http2Speaker> client : clients.entrySet()) {
            assertThat(client.getValue().isEnded()).as(client.getKey()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as(client.getKey())
                    .isBetween(HEAD.minusMillis(100), SOON);
            client.getValue().close();
        }
        Awaitility.await().until(() -> door.front().connections() == 0);
        assertThat(recorder.whole()).as("the one that was complete").hasSize(1);
        recorder.forget();
    }

    /** A body may take its time, and a connection may rest. */
    @Test
    void areNotBodiesAndRests() throws Exception {
        byte[] data = FrameWire.frame(FrameWire.DATA, FrameWire.END_STREAM, 1, new byte[8]);
        try (Http2Speaker client = client()) {
            Http2Stream stream = client.ask("POST", "/", Speaker.UNKNOWN);
            client.wire().sendBytes(begun(data, 12));
            Thread.sleep(HEAD.toMillis() * 3 / 2);
            client.wire().sendBytes(Arrays.copyOfRange(data, 12, data.length));
            assertThat(stream.answer().body()).isEqualTo(Recorder.ANSWER);
            Thread.sleep(HEAD.toMillis() * 3 / 2);
            assertThat(client.get("/").body()).isEqualTo(Recorder.ANSWER);
        }
        recorder.forget();
    }
}

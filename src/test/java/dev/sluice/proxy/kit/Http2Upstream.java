package dev.sluice.proxy.kit;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Upstreams that speak HTTP/2 in clear text, whatever comes first. */
public final class Http2Upstream {

    /** A request that came to its end. */
    public record Asked(FrameWire wire, int stream, String head, String body, String trailers) {

        /** One of the fields, pseudo-headers too. */
        public String field(String name) {
            for (String line : head.split("\r\n")) {
                if (line.startsWith(name + ": ")) {
                    return line.substring(name.length() + 2);
                }
            }
            return "";
        }

        public void head(int status, boolean last, String... namesAndValues) throws IOException {
            Http2Headers fields = new DefaultHttp2Headers(false).status(Integer.toString(status));
            for (int i = 0; i < namesAndValues.length; i += 2) {
                fields.add(namesAndValues[i], namesAndValues[i + 1]);
            }
            wire.sendHead(stream, last, fields);
        }

        public void body(String text, boolean last) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            wire.send(FrameWire.DATA, last ? FrameWire.END_STREAM : 0, stream, bytes);
        }

        public void trailers(String... namesAndValues) throws IOException {
            Http2Headers fields = new DefaultHttp2Headers(false);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                fields.add(namesAndValues[i], namesAndValues[i + 1]);
            }
            wire.sendHead(stream, true, fields);
        }

        public void answer(String body) throws IOException {
            head(200, false);
            body(body, true);
        }

        public void reset(int code) throws IOException {
            wire.sendNumber(FrameWire.RST_STREAM, stream, code);
        }
    }

    /** What is done with each request. */
    @FunctionalInterface
    public interface Answering {

        void answer(Asked asked) throws IOException, InterruptedException;
    }

    private Http2Upstream() {}

    /** Does that with each request of each connection, one after the other. */
    public static RawUpstream answering(Answering how) {
        return RawUpstream.open(script(how));
    }

    public static RawUpstream saying(String body) {
        return answering(asked -> asked.answer(body));
    }

    /** The same, for one connection. */
    public static RawUpstream.Script script(Answering how) {
        return connection -> {
            FrameWire wire = new FrameWire(connection.socket());
            if (!wire.readPreface()) {
                return;
            }
            wire.send(FrameWire.SETTINGS, 0, 0);
            serve(wire, how);
        };
    }

    private static void serve(FrameWire wire, Answering how) throws IOException, InterruptedException {
        Map<Integer, Asked> under = new HashMap<>();
        for (FrameWire.Frame frame = wire.read(); frame != null; frame = wire.read()) {
            Asked before = under.get(frame.stream());
            switch (frame.type()) {
                case FrameWire.SETTINGS -> {
                    if (!frame.has(FrameWire.ACK)) {
                        wire.send(FrameWire.SETTINGS, FrameWire.ACK, 0);
                    }
                }
                case FrameWire.PING -> {
                    if (!frame.has(FrameWire.ACK)) {
                        wire.send(FrameWire.PING, FrameWire.ACK, 0, frame.payload());
                    }
                }
                case FrameWire.RST_STREAM -> under.remove(frame.stream());
                case FrameWire.HEADERS -> {
                    String fields = wire.decoded(frame);
                    under.put(
                            frame.stream(),
                            before == null
                                    ? new Asked(wire, frame.stream(), fields, "", "")
                                    : new Asked(wire, frame.stream(), before.head(), before.body(), fields));
                    ended(under, frame, how);
                }
                case FrameWire.DATA -> {
                    if (before != null) {
                        String more = new String(frame.payload(), StandardCharsets.ISO_8859_1);
                        under.put(
                                frame.stream(),
                                new Asked(wire, frame.stream(), before.head(), before.body() + more, ""));
                        if (frame.payload().length > 0) {
                            wire.sendNumber(FrameWire.WINDOW_UPDATE, 0, frame.payload().length);
                            wire.sendNumber(FrameWire.WINDOW_UPDATE, frame.stream(), frame.payload().length);
                        }
                        ended(under, frame, how);
                    }
                }
                default -> {}
            }
        }
    }

    private static void ended(Map<Integer, Asked> under, FrameWire.Frame frame, Answering how)
            throws IOException, InterruptedException {
        if (frame.has(FrameWire.END_STREAM)) {
            Asked whole = under.remove(frame.stream());
            if (whole != null) {
                how.answer(whole);
            }
        }
    }
}

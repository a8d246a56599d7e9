package dev.sluice.proxy.kit;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One stream. */
public final class Http2Stream implements Speaker.Conversation {

    private static final int MOST_DATA = 16_384;

    private final Http2Speaker speaker;

    private final FrameWire wire;
    private final int id;
    private final Queue<String> interims = new ArrayDeque<>();
    private final StringBuilder body = new StringBuilder();
    private @Nullable String head;
    private int status;
    private String trailers = "";
    private boolean whole;
    private int reset = -1;
    private int granted;
    private int sent;

    Http2Stream(Http2Speaker speaker, int id) {
        this.speaker = speaker;
        this.wire = speaker.wire();
        this.id = id;
    }

    void grant(int bytes) {
        granted += bytes;
    }

    public int id() {
        return id;
    }

    /** The code that the stream was reset with; -1 if it was not. Waits for its end. */
    public int resetCode() {
        speaker.pump(() -> reset >= 0 || whole);
        return reset;
    }

    private boolean isOver() {
        return whole || reset >= 0 || speaker.isOver();
    }

    void took(FrameWire.Frame frame) throws IOException {
        if (frame.type() == FrameWire.RST_STREAM) {
            reset = reset < 0 ? frame.number(0) : reset; // what comes for the rest of its frames tells nothing new
        } else if (frame.type() == FrameWire.DATA) {
            body.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
            if (speaker.isGreedy() && frame.payload().length > 0) {
                wire.sendNumber(FrameWire.WINDOW_UPDATE, 0, frame.payload().length);
                if (!frame.has(FrameWire.END_STREAM)) {
                    wire.sendNumber(FrameWire.WINDOW_UPDATE, id, frame.payload().length);
                }
            }
        } else if (frame.type() == FrameWire.HEADERS) {
            fields(wire.decoded(frame));
        }
        whole |= frame.has(FrameWire.END_STREAM)
                && (frame.type() == FrameWire.DATA || frame.type() == FrameWire.HEADERS);
    }

    private void fields(String lines) {
        String code = lines.startsWith(":status: ") ? lines.substring(9, 12) : "";
        if (code.isEmpty()) {
            trailers = lines;
        } else if (code.startsWith("1")) {
            interims.add(code + "\r\n" + lines);
        } else {
            head = lines;
            status = Integer.parseInt(code);
        }
    }

    @Override
    public void send(String bytes) {
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < all.length && !isOver(); ) {
            speaker.pump(() -> isOver() || may() > 0);
            int some = Math.min(Math.min(may(), MOST_DATA), all.length - at);
            byte[] part = Arrays.copyOfRange(all, at, at + some);
            Http2Speaker.doing(() -> wire.send(FrameWire.DATA, 0, id, part));
            speaker.sent(some);
            sent += some;
            at += some;
        }
    }

    private int may() {
        return Math.min(speaker.window(), speaker.streamWindow() + granted - sent);
    }

    @Override
    public void end(String... fields) {
        if (fields.length == 0) {
            Http2Speaker.doing(() -> wire.send(FrameWire.DATA, FrameWire.END_STREAM, id));
        } else {
            Http2Headers last = new DefaultHttp2Headers(false);
            for (int i = 0; i < fields.length; i += 2) {
                last.add(fields[i], fields[i + 1]);
            }
            Http2Speaker.doing(() -> wire.sendHead(id, true, last));
        }
    }

    @Override
    public @Nullable String interim() {
        speaker.pump(() -> !interims.isEmpty() || head != null || isOver());
        return interims.poll();
    }

    @Override
    public int status() {
        speaker.pump(() -> head != null || isOver());
        return status;
    }

    @Override
    public String read(int bytes) {
        speaker.pump(() -> body.length() >= bytes || isOver());
        String some = body.substring(0, Math.min(bytes, body.length()));
        body.delete(0, some.length());
        return some;
    }

    @Override
    public Answer answer() {
        speaker.pump(this::isOver);
        return new Answer(status, String.valueOf(head), body.toString(), trailers, whole);
    }

    @Override
    public void abort() {
        Http2Speaker.doing(() -> wire.sendNumber(FrameWire.RST_STREAM, id, 8));
    }

    @Override
    public String toString() {
        return "stream " + id + ": status " + status + (whole ? ", whole" : "") + ", reset " + reset + ", connection "
                + (speaker.isOver() ? "ended" : "open") + ", GOAWAY " + speaker.goAway() + ", finished after "
                + body.length();
    }
}

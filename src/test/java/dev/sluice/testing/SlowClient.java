package dev.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One client in clear text that keeps a server waiting, a byte at a time; see {@link SlowCrowd}. One thread. */
final class SlowClient implements AutoCloseable {

    /** What it is slow with. */
    enum Kind {
        HEAD,
        BODY,
        /** Asks for something large, and takes nothing of it. */
        READER
    }

    private static final int SMALL_WINDOW = 4096;
    private static final int BODY_BYTES = 100_000;
    /** SETTINGS_INITIAL_WINDOW_SIZE: 2^31-1, so that nothing but the connection itself holds an answer back. */
    private static final String SETTINGS = Http2Text.frame(4, 0, 0, "\0\4\177\377\377\377");

    private static final String WINDOW = Http2Text.frame(8, 0, 0, "\177\376\0\0");
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int GOAWAY = 7;
    private static final int FRAME_HEAD = 9;
    private static final int LARGE_FRAME = 200;

    private final Kind kind;
    private final boolean http2;
    private final SocketChannel channel;
    private final long begun = System.nanoTime();
    private final byte[] drip;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteBuffer buffer = ByteBuffer.allocate(SMALL_WINDOW);
    private int dripped;
    private long endedAfter = -1;

    private SlowClient(Kind kind, boolean http2, SocketChannel channel, byte[] drip) {
        this.kind = kind;
        this.http2 = http2;
        this.channel = channel;
        this.drip = drip;
    }

    static SlowClient open(Kind kind, boolean http2, int port, String host, String large) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_WINDOW);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            String head = http2 ? http2Head(kind, host, large) : http1Head(kind, host, large);
            String at = http2 ? Http2Text.PREFACE + SETTINGS + WINDOW : "";
            String after = http2 ? Http2Text.frame(0, 0, 1, "x") : "x";
            SlowClient client =
                    new SlowClient(kind, http2, channel, bytes(kind == Kind.HEAD ? head : after.repeat(600)));
            client.write(bytes(kind == Kind.HEAD ? at : at + head));
            return client;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String http1Head(Kind kind, String host, String large) {
        String name = " HTTP/1.1\r\nHost: " + host + "\r\n";
        return switch (kind) {
            case HEAD -> "GET /" + name + "X-Slow: " + "a".repeat(500);
            case BODY -> "POST /" + name + "Content-Length: " + BODY_BYTES + "\r\n\r\n";
            case READER -> "GET " + large + name + "\r\n";
        };
    }

    private static String http2Head(Kind kind, String host, String large) {
        boolean body = kind == Kind.BODY;
        String fields = Http2Text.field(":method", body ? "POST" : "GET")
                + Http2Text.field(":scheme", "http")
                + Http2Text.field(":authority", host)
                + Http2Text.field(":path", kind == Kind.READER ? large : "/")
                + (body ? Http2Text.field("content-length", Integer.toString(BODY_BYTES)) : "");
        // END_HEADERS, and END_STREAM where there is no body; a slow head's frame is longer than what ever comes of it.
        return kind == Kind.HEAD
                ? Http2Text.frame(
                        HEADERS,
                        5,
                        1,
                        fields + Http2Text.field("x-slow", "a".repeat(LARGE_FRAME / 2)) + "\0".repeat(LARGE_FRAME))
                : Http2Text.frame(HEADERS, body ? 4 : 5, 1, fields);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(byte[] all) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(all);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    Kind kind() {
        return kind;
    }

    boolean isOpen() {
        return endedAfter < 0;
    }

    /** From its beginning to the server's word that it has had enough, or to the end of the connection. */
    Duration endedAfter() {
        return Duration.ofNanos(endedAfter);
    }

    /** One more byte of what it has to say, or one more small frame of it. */
    void step() {
        if (!isOpen() || kind == Kind.READER) {
            return;
        }
        try {
            int size = http2 && kind == Kind.BODY ? FRAME_HEAD + 1 : 1;
            if (dripped + size <= drip.length) {
                channel.write(ByteBuffer.wrap(drip, dripped, size));
                dripped += size;
            }
            buffer.clear();
            int read = channel.read(buffer);
            if (read > 0) {
                heard.write(buffer.array(), 0, read);
            }
            if (read < 0 || hasHadEnough()) {
                end();
            }
        } catch (IOException gone) {
            end();
        }
    }

    private void end() {
        endedAfter = System.nanoTime() - begun;
    }

    private boolean hasHadEnough() {
        byte[] all = heard.toByteArray();
        if (!http2) {
            return all.length > 0;
        }
        for (int at = 0; at + FRAME_HEAD <= all.length; ) {
            int length = (all[at] & 255) << 16 | (all[at + 1] & 255) << 8 | all[at + 2] & 255;
            int type = all[at + 3];
            if (type == HEADERS || type == RESET || type == GOAWAY) {
                return true;
            }
            at += FRAME_HEAD + length;
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

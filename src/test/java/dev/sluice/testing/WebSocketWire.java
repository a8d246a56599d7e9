package dev.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One end of a WebSocket (RFC 6455) after its handshake, with blocking calls: text messages of one frame and at most 125
 * bytes, and the close. Knows the JDK only. One thread reads, any may send.
 */
final class WebSocketWire {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int LONGEST = 125;

    /** Of clients: any is as good as another, and this one leaves the bytes readable. */
    private static final byte[] MASK = new byte[4];

    private final InputStream in;
    private final OutputStream out;
    private final boolean masking;

    /**
     * An end.
     *
     * @param client whether it masks what it sends
     */
    WebSocketWire(InputStream in, OutputStream out, boolean client) {
        this.in = in;
        this.out = out;
        this.masking = client;
    }

    /** The {@code Sec-WebSocket-Accept} for a key. */
    static String accept(String key) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(HttpWire.ascii(key + MAGIC));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    /** The next text; null after the other end's close frame. */
    @Nullable
    String next() throws IOException {
        int kind = in.read();
        int length = in.read();
        if (kind < 0 || length < 0) {
            throw new EOFException("WebSocket: actual end of stream, expected a close frame first");
        }
        boolean masked = (length & 0x80) != 0;
        length &= 0x7f;
        if (kind != TEXT && kind != CLOSE || length > LONGEST || masked == masking) {
            throw new IOException(
                    "WebSocket: actual frame %02x of %d bytes, expected a short text".formatted(kind, length));
        }
        byte[] mask = masked ? exactly(MASK.length) : MASK;
        byte[] payload = exactly(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % mask.length];
        }
        return kind == CLOSE ? null : new String(payload, StandardCharsets.UTF_8);
    }

    void send(String text) throws IOException {
        write(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says that this end sends no more. */
    void sendClose() throws IOException {
        write(CLOSE, new byte[] {0x03, (byte) 0xe8});
    }

    private void write(int kind, byte[] payload) throws IOException {
        if (payload.length > LONGEST) {
            throw new IllegalArgumentException(
                    "text: actual " + payload.length + " bytes, expected at most " + LONGEST);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 6);
        frame.write(kind);
        frame.write(payload.length | (masking ? 0x80 : 0));
        if (masking) {
            frame.writeBytes(MASK);
        }
        frame.writeBytes(payload);
        synchronized (out) {
            out.write(frame.toByteArray());
            out.flush();
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("frame: actual " + bytes.length + " bytes, expected " + length);
        }
        return bytes;
    }
}

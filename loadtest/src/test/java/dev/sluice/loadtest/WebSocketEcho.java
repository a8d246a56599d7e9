package dev.sluice.loadtest;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's end of a WebSocket (RFC 6455) that gives back what comes. Frames of up to 64 KiB. */
final class WebSocketEcho {

    private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *(\\S+)\r\n");
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // of section 1.3
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int TWO_BYTES_OF_LENGTH = 126;

    private WebSocketEcho() {}

    /** The answer to a request that asks for a WebSocket; empty if it asks for none. */
    static String accepted(String head) {
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + GUID).getBytes(StandardCharsets.US_ASCII));
            return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Until the other end closes. */
    static void echo(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.readUnsignedByte() & 0x7f;
            boolean extended = length == TWO_BYTES_OF_LENGTH;
            if (extended) {
                length = in.readUnsignedShort();
            } else if (length > TWO_BYTES_OF_LENGTH) {
                throw new IOException("frame: actual more than 64 KiB, expected less");
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            int opcode = first & 0x0f;
            if (opcode != PONG) {
                to.write(frame(opcode == PING ? first & 0xf0 | PONG : first, extended, payload));
            }
            if (opcode == CLOSE) {
                return;
            }
        }
    }

    private static byte[] frame(int first, boolean extended, byte[] payload) {
        int head = extended ? 4 : 2;
        byte[] frame = new byte[head + payload.length];
        frame[0] = (byte) first;
        if (extended) {
            frame[1] = TWO_BYTES_OF_LENGTH;
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        } else {
            frame[1] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, head, payload.length);
        return frame;
    }
}

package dev.sluice.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * One connection to a gateway of a {@link StandInCrowd}: answers each bodiless request with the gateway's name. After the
 * handshake of a WebSocket it gives back every short frame as it came, and ends after a close.
 */
final class CrowdConnection {

    private static final String HEAD_END = "\r\n\r\n";
    private static final String KEY = "sec-websocket-key:";
    private static final int MASK_BYTES = 4;
    private static final int CLOSE = 8;

    private final StandInCrowd.Gateway gateway;
    private final ByteBuffer buffer;
    private final StringBuilder received = new StringBuilder();
    private boolean webSocket;

    /**
     * A connection that has just come.
     *
     * @param buffer to read with; one for all connections of a crowd, which one thread serves
     */
    CrowdConnection(StandInCrowd.Gateway gateway, ByteBuffer buffer) {
        this.gateway = gateway;
        this.buffer = buffer;
    }

    StandInCrowd.Gateway gateway() {
        return gateway;
    }

    void read(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        buffer.clear();
        if (client.read(buffer) < 0) {
            client.close();
            return;
        }
        for (buffer.flip(); buffer.hasRemaining(); ) {
            received.append((char) (buffer.get() & 0xff));
        }
        if (!gateway.isFrozen()) {
            answer(key);
        }
    }

    /** Answers all that was asked. */
    void answer(SelectionKey key) {
        SocketChannel client = (SocketChannel) key.channel();
        try {
            while (client.isOpen() && (webSocket ? giveBack(client) : answerOne(client))) {
                // until nothing whole is left
            }
        } catch (IOException e) {
            StandInCrowd.reset(key);
        }
    }

    private boolean answerOne(SocketChannel client) throws IOException {
        int end = received.indexOf(HEAD_END);
        if (end < 0) {
            return false;
        }
        String head = received.substring(0, end);
        received.delete(0, end + HEAD_END.length());
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(KEY);
        if (at >= 0) {
            webSocket = true;
            String key = head.substring(at + KEY.length()).split("\r\n")[0].strip();
            client.write(ByteBuffer.wrap(StandInWebSocket.welcome(gateway.name(), key)));
            received.trimToSize();
            return true;
        }
        client.write(ByteBuffer.wrap(
                HttpWire.ascii("HTTP/1.1 200 OK\r\nX-Peer: " + gateway.name() + "\r\nContent-Length: 0\r\n\r\n")));
        if (lower.contains("connection: close")) {
            client.close();
        }
        return true;
    }

    private boolean giveBack(SocketChannel client) throws IOException {
        int length = received.length() < 2 ? 0 : received.charAt(1) & 0x7f;
        int whole = 2 + MASK_BYTES + length;
        if (received.length() < whole) {
            return false;
        }
        byte[] frame = new byte[2 + length];
        frame[0] = (byte) received.charAt(0);
        frame[1] = (byte) length;
        for (int i = 0; i < length; i++) {
            frame[2 + i] = (byte) (received.charAt(2 + MASK_BYTES + i) ^ received.charAt(2 + i % MASK_BYTES));
        }
        received.delete(0, whole);
        client.write(ByteBuffer.wrap(frame));
        if ((frame[0] & 0x0f) == CLOSE) {
            client.close();
        }
        return true;
    }
}

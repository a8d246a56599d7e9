package dev.sluice.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in's end of a WebSocket: gives every text back as it came, and, if it is asked to, tells {@code s0}, {@code s1}
 * and so on at a steady pace besides. Ends when the other end closes.
 */
final class StandInWebSocket {

    private final WebSocketWire wire;
    private final long everyMs;
    private volatile boolean ended;

    /**
     * After the handshake.
     *
     * @param everyMs from one thing told to the next; 0 tells nothing
     */
    StandInWebSocket(HttpWire http, OutputStream out, long everyMs) {
        this.wire = new WebSocketWire(http.rest(), out, false);
        this.everyMs = everyMs;
    }

    /** The answer to the handshake. */
    static byte[] welcome(String peer, String key) {
        return HttpWire.ascii("HTTP/1.1 101 Switching Protocols\r\nX-Peer: " + peer
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + WebSocketWire.accept(key)
                + "\r\n\r\n");
    }

    /** Until the end of it. */
    void serve() throws IOException {
        if (everyMs > 0) {
            Thread teller = new Thread(null, this::tell, "stand-in-teller", 128 * 1024);
            teller.setDaemon(true);
            teller.start();
        }
        try {
            for (String text = wire.next(); text != null; text = wire.next()) {
                wire.send(text);
            }
            ended = true;
            wire.sendClose();
        } finally {
            ended = true;
        }
    }

    private void tell() {
        try {
            for (long i = 0; !ended; i++) {
                wire.send("s" + i);
                TimeUnit.MILLISECONDS.sleep(everyMs);
            }
        } catch (IOException e) {
            ended = true; // serve() sees it too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

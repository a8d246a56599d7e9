package dev.sluice.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A client's WebSocket to a port on loopback, open until it is closed. */
public final class WebSocketClient implements AutoCloseable {

    private final Socket socket;
    private final WebSocketWire wire;
    private final String peer;

    private WebSocketClient(Socket socket, WebSocketWire wire, String peer) {
        this.socket = socket;
        this.wire = wire;
        this.peer = peer;
    }

    /**
     * Opens one. Blocks.
     *
     * @param tls whether in TLS, where the host is asked for by SNI
     * @throws IOException if it is refused
     */
    public static WebSocketClient open(int port, String host, String path, boolean tls) throws IOException {
        Socket socket = ClientSocket.to(port, tls ? host : null, LoadClient.TIMEOUT_MS);
        try {
            byte[] random = new byte[16];
            ThreadLocalRandom.current().nextBytes(random);
            String key = Base64.getEncoder().encodeToString(random);
            socket.getOutputStream()
                    .write(HttpWire.ascii("GET " + path + " HTTP/1.1\r\nHost: " + host
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                            + "\r\nSec-WebSocket-Key: " + key + "\r\n\r\n"));
            HttpWire http = new HttpWire(socket.getInputStream());
            HttpWire.Head head = http.head();
            if (head == null) {
                throw new EOFException("handshake: actual end of stream, expected 101");
            }
            if (!head.start().contains(" 101 ")
                    || !head.header("sec-websocket-accept").equals(WebSocketWire.accept(key))) {
                throw new IOException("handshake: actual " + head + ", expected 101 and our key");
            }
            WebSocketWire wire = new WebSocketWire(http.rest(), socket.getOutputStream(), true);
            return new WebSocketClient(socket, wire, head.header("x-peer"));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Who answered. */
    public String peer() {
        return peer;
    }

    public void send(String text) throws IOException {
        wire.send(text);
    }

    /** The next text; null after the other end's close. */
    public @Nullable String next() throws IOException {
        return wire.next();
    }

    /** Says that it sends no more; the other end then says so too. */
    public void sendClose() throws IOException {
        wire.sendClose();
    }

    /** Without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}

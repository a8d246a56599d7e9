package dev.sluice.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** A client's keep-alive connection to a port on loopback. One thread at a time. */
final class LoadConnection implements AutoCloseable {

    private final Socket socket;
    private final HttpWire wire;
    private long idleSinceNanos;
    private boolean reusable = true;

    LoadConnection(Socket socket) throws IOException {
        this.socket = socket;
        wire = new HttpWire(socket.getInputStream());
    }

    /** Sends a whole request and reads the whole answer; a broken connection is an exception. */
    HttpWire.Head exchange(byte[] request) throws IOException {
        reusable = false;
        socket.getOutputStream().write(request);
        HttpWire.Head head = wire.head();
        if (head == null) {
            throw new EOFException("answer: actual end of stream, expected a head");
        }
        wire.body(head);
        reusable = !head.header("connection").contains("close");
        idleSinceNanos = System.nanoTime();
        return head;
    }

    /** Whether the next request may go over it; one that idled long may be half closed already. */
    boolean isReusable(long longestIdleNanos) {
        return reusable && System.nanoTime() - idleSinceNanos < longestIdleNanos;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

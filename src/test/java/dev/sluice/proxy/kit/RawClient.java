package dev.sluice.proxy.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client in raw bytes, with a limit on every read. */
public final class RawClient implements AutoCloseable {

    private static final int READ_LIMIT_MS = 10_000;

    private final Socket socket;
    private final Wire wire;

    public RawClient(int port) {
        this(connected(port));
    }

    /** One on a connection that is there. */
    public RawClient(Socket socket) {
        try {
            this.socket = socket;
            socket.setSoTimeout(READ_LIMIT_MS);
            socket.setTcpNoDelay(true);
            this.wire = new Wire(socket, head -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connected(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Wire wire() {
        return wire;
    }

    public RawClient send(String bytes) {
        try {
            wire.send(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Wire.Message read() {
        return read("GET");
    }

    public Wire.Message read(String method) {
        try {
            return wire.readAnswer(method);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a GET for that host on the connection, and reads the answer. */
    public Wire.Message get(String host, String target) {
        return send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").read();
    }

    public Wire.Message get() {
        return get(Door.HOST, "/");
    }

    public Wire.Message post(String body) {
        return send("POST / HTTP/1.1\r\nHost: " + Door.HOST + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .read();
    }

    /** Whether the other side closes, without another byte. */
    public boolean isClosed() {
        try {
            return wire.readByte() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** One request on a connection of its own. */
    public static Wire.Message once(int port, String request) {
        try (RawClient client = new RawClient(port)) {
            String method = request.substring(0, Math.max(0, request.indexOf(' ')));
            return client.send(request).read(method);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

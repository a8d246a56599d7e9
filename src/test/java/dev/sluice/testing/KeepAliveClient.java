package dev.sluice.testing;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/** Sends requests in HTTP/1.1, each on a connection that nobody else uses meanwhile. */
final class KeepAliveClient implements LoadClient {

    private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Deque<LoadConnection> idle = new ConcurrentLinkedDeque<>();
    private final int port;
    private final String host;
    private final String path;
    private final boolean tls;

    KeepAliveClient(int port, String host, String path, boolean tls) {
        this.port = port;
        this.host = host;
        this.path = path;
        this.tls = tls;
    }

    @Override
    public Reply exchange(String method, String uid) throws IOException {
        LoadConnection connection = null;
        try {
            connection = connection();
            HttpWire.Head head = connection.exchange(request(method, uid));
            return new Reply(Integer.parseInt(head.start().split(" ")[1]), head.header("x-peer"));
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        } finally {
            if (connection != null && connection.isReusable(LONGEST_IDLE_NANOS)) {
                idle.push(connection);
            } else if (connection != null) {
                connection.close();
            }
        }
    }

    /** The connection that was used last, so that few are kept busy; else a new one. */
    private LoadConnection connection() throws IOException {
        for (LoadConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isReusable(LONGEST_IDLE_NANOS)) {
                return kept;
            }
            kept.close();
        }
        return new LoadConnection(ClientSocket.to(port, tls ? host : null, TIMEOUT_MS));
    }

    private byte[] request(String method, String uid) {
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nX-Request-Uid: " + uid;
        return HttpWire.ascii(
                method.equals("POST")
                        ? head + "\r\nContent-Length: " + uid.length() + "\r\n\r\n" + uid
                        : head + "\r\n\r\n");
    }

    @Override
    public void close() {
        idle.forEach(LoadConnection::close);
    }
}

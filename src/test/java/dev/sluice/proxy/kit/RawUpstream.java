package dev.sluice.proxy.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An upstream that does with each connection what its script says, and keeps count. */
public final class RawUpstream implements AutoCloseable {

    /** What happens on one connection; when it returns, the connection is closed. */
    @FunctionalInterface
    public interface Script {

        void serve(Wire wire) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    private final @Nullable SSLContext tls;
    private final List<String> alpn;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RawUpstream(int port, @Nullable SSLContext tls, List<String> alpn, Script script) throws IOException {
        this.server = new ServerSocket();
        this.script = script;
        this.tls = tls;
        this.alpn = alpn;
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        Thread acceptor = new Thread(this::accept, "raw-upstream");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public static RawUpstream open(Script script) {
        return openAt(0, script);
    }

    public static RawUpstream openAt(int port, Script script) {
        try {
            return new RawUpstream(port, null, List.of(), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same within TLS. */
    public static RawUpstream openTls(SSLContext tls, Script script) {
        return openTls(tls, List.of(), script);
    }

    /** The same for clients that ask for one of those protocols by ALPN. */
    public static RawUpstream openTls(SSLContext tls, List<String> alpn, Script script) {
        try {
            return new RawUpstream(0, tls, alpn, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers every request of every connection with 200 and that body. */
    public static RawUpstream saying(String body) {
        return open(saying200(body));
    }

    public static Script saying200(String body) {
        return wire -> {
            while (wire.readRequest() != null) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        };
    }

    /** Sends those bytes to every request, then goes on. */
    public static RawUpstream sending(String answer) {
        return open(wire -> {
            while (wire.readRequest() != null) {
                wire.send(answer);
            }
        });
    }

    /** Takes requests and never answers. */
    public static RawUpstream frozen() {
        return open(wire -> {
            while (wire.readRequest() != null) {
                continue;
            }
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "raw-upstream-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.serve(new Wire(tls == null ? socket : shaken(socket, tls, alpn), heads::add));
        } catch (IOException e) {
            // the other side went away, or we were killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static Socket shaken(Socket plain, SSLContext tls, List<String> alpn) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn.toArray(String[]::new));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Heads of all requests so far, request line first. */
    public List<String> heads() {
        return heads;
    }

    public int accepted() {
        return accepted.get();
    }

    public int openConnections() {
        return open.size();
    }

    /** As a killed process: listener gone, every connection reset. */
    public void kill() {
        try {
            server.close();
            for (Socket socket : open) {
                reset(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (SocketException e) {
            if (!socket.isClosed()) { // else its own script came first
                throw e;
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}

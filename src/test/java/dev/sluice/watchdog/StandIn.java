package dev.sluice.watchdog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** A peer on loopback whose manners can be changed while it runs. */
final class StandIn implements AutoCloseable {

    /** What it does with a connection once the request's head was read. */
    interface Manner {

        void treat(Socket socket) throws Exception;
    }

    final List<Socket> accepted = new CopyOnWriteArrayList<>();
    final List<String> heads = new CopyOnWriteArrayList<>();
    /** How reading went on after the manner was done: -1 for a proper end, -2 for a reset. */
    final List<Integer> ends = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private volatile Manner manner;

    StandIn(Manner manner) throws IOException {
        this.manner = manner;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "stand-in");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void behave(Manner other) {
        manner = other;
    }

    static Manner answers(String statusAndReason) {
        return sends("HTTP/1.1 " + statusAndReason + "\r\ncontent-length: 2\r\n\r\nok");
    }

    static Manner sends(String bytes) {
        return socket -> {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        };
    }

    static Manner isSilent() {
        return socket -> {};
    }

    static Manner closes() {
        return Socket::close;
    }

    static Manner resets() {
        return socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /** One byte at a time, until the other side has enough. */
    static Manner drips(String bytes, long everyMs) {
        return socket -> {
            OutputStream out = socket.getOutputStream();
            for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
                pause(everyMs);
                out.write(b);
                out.flush();
            }
        };
    }

    static Manner answersAfter(IntSupplier ms) {
        return socket -> {
            pause(ms.getAsInt());
            answers("200 OK").treat(socket);
        };
    }

    /** The stand-in's slowness is what is being tested. */
    private static void pause(long ms) throws InterruptedException {
        if (new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody counts this down");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                accepted.add(socket);
                Thread thread = new Thread(() -> serve(socket), "stand-in-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int b = socket.getInputStream().read();
                if (b < 0) {
                    ends.add(-1);
                    return;
                }
                head.append((char) b);
            }
            heads.add(head.toString());
            manner.treat(socket);
            ends.add(socket.getInputStream().read());
        } catch (Exception e) {
            ends.add(-2);
        }
    }

    @Override
    public void close() throws IOException {
        die();
    }

    /** Refuses from now on; connections that stand are reset. */
    void die() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            if (!socket.isClosed()) {
                resetQuietly(socket);
            }
        }
    }

    private static void resetQuietly(Socket socket) {
        try {
            resets().treat(socket);
        } catch (Exception e) {
            // It was closed in between.
        }
    }
}

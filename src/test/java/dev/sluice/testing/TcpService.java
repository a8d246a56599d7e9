package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A service behind the front door, on any loopback address: each connection has a thread, which does as it is told. */
public final class TcpService implements AutoCloseable {

    /** What it does with a connection, which is closed afterwards. */
    public interface Talk {

        void with(Socket socket) throws IOException;
    }

    /** Says its name first, as ssh does, then gives back every byte until the client's end, and ends too. */
    public static Talk greeting(String name) {
        return socket -> {
            socket.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(socket.getOutputStream());
        };
    }

    private final ServerSocket listener;
    private final Thread acceptor;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger talking = new AtomicInteger();

    private TcpService(ServerSocket listener, Talk talk) {
        this.listener = listener;
        this.acceptor = new Thread(() -> accept(talk), "tcp-service");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public static TcpService at(String address, int port, Talk talk) {
        return at(address, port, ServerSocketFactory.getDefault(), talk);
    }

    public static TcpService at(String address, int port, ServerSocketFactory factory, Talk talk) {
        try {
            ServerSocket listener = factory.createServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return new TcpService(listener, talk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Talk talk) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread thread = new Thread(() -> talk(talk, socket), "tcp-service-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Talk talk, Socket socket) {
        talking.incrementAndGet();
        try (socket) {
            talk.with(socket);
        } catch (IOException gone) {
            // The test sees what came of it at the other end.
        } finally {
            talking.decrementAndGet();
        }
    }

    /** Connections ever taken. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that are under way. */
    public int talking() {
        return talking.get();
    }

    /** As a process that is killed: listener and connections go. */
    @Override
    public void close() {
        try {
            listener.close();
            acceptor.join(); // until then one more may be taken
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : open) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException closed) {
                // By its own end, then.
            }
        }
    }
}

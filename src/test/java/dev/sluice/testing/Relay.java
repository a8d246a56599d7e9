package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line to a port on loopback that a test can make slow, cut, block, and mend again on the same port. What stands behind
 * it goes on as before: to whoever comes over the line it is a peer of its own.
 */
public final class Relay implements AutoCloseable {

    private static final int BACKLOG = 128;
    private static final int QUEUE_FULL_MS = 300;

    /** Below those that the system gives to clients: while a line is cut, none of them may get its port. */
    private static final int LEAST_PORT = 20_000;

    private static final int MOST_PORT = 32_000;
    private static final int TRIES = 50;

    private final int target;
    private final IntFunction<Duration> delays;
    private final AtomicInteger answers = new AtomicInteger();
    private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
    private final List<Socket> fillers = new ArrayList<>();
    private int port;
    private @Nullable ServerSocket listener;
    private boolean blocked;
    private boolean closed;

    private Relay(int target, IntFunction<Duration> delays) {
        this.target = target;
        this.delays = delays;
    }

    /** A line without delay, on a free port. */
    public static Relay to(int target) {
        return delaying(target, answer -> Duration.ZERO);
    }

    /** A line that holds back the n-th answer (from 1, over all connections) for as long as the function says. */
    public static Relay delaying(int target, IntFunction<Duration> delays) {
        Relay relay = new Relay(target, delays);
        relay.mend();
        return relay;
    }

    public int port() {
        return port;
    }

    /** Resets every connection; new ones are refused. */
    public synchronized void cut() {
        try {
            if (listener != null) {
                listener.close();
                listener = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connections.forEach(RelayedConnection::reset);
        fillers.forEach(Relay::close);
        fillers.clear();
    }

    /** As new: it accepts connections and passes bytes on. */
    public synchronized void mend() {
        if (blocked) {
            cut(); // what waits in its queue is worth nothing any more
            blocked = false;
            notifyAll();
        }
        if (listener == null) {
            listener = listen();
            ServerSocket opened = listener;
            daemon(() -> accept(opened));
        }
    }

    /**
     * Takes no more connections and passes nothing on. Its queue is full when this returns, so that the system drops
     * whatever else would connect, as a dead line does.
     */
    public synchronized void block() {
        blocked = true;
        try {
            while (true) {
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUEUE_FULL_MS);
            }
        } catch (SocketTimeoutException e) {
            return; // full
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when bytes may pass. */
    synchronized void awaitOpen() throws InterruptedException {
        while (blocked && !closed) {
            wait();
        }
    }

    /** How long to hold back the answer that begins now. */
    Duration nextDelay() {
        return delays.apply(answers.incrementAndGet());
    }

    void ended(RelayedConnection connection) {
        connections.remove(connection);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        cut();
    }

    private ServerSocket listen() {
        for (int tries = 0; tries < TRIES; tries++) {
            int wanted = port != 0 ? port : ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
            try {
                ServerSocket opened = new ServerSocket(wanted, BACKLOG, InetAddress.getLoopbackAddress());
                port = wanted;
                return opened;
            } catch (BindException e) {
                continue; // somebody else's
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("relay: actual no port in " + TRIES + " tries, expected one");
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                RelayedConnection connection = new RelayedConnection(this, from.accept(), target);
                connections.add(connection);
                if (from.isClosed()) {
                    connection.reset(); // cut while it was being accepted
                }
                daemon(connection::run);
                awaitOpen();
            }
        } catch (IOException e) {
            return; // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void daemon(Runnable task) {
        Thread thread = new Thread(null, task, "relay", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

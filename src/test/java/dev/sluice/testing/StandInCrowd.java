package dev.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many stand-in gateways in the test's own JVM, served by one thread: they are killed, frozen and revived within a
 * millisecond. Each has a loopback address of its own and the same port, below those that the system gives to clients, so
 * that nobody else takes the port of a dead one.
 */
public final class StandInCrowd implements AutoCloseable {

    public static final int PORT = 21_080;

    private static final int BACKLOG = 1024;
    private static final int PER_NETWORK = 250;
    private static final long PATIENCE_S = 10;

    private final Selector selector;
    private final Thread thread = new Thread(this::serve, "stand-in-crowd");
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private int members;

    /** An empty crowd. */
    public StandInCrowd() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** A further gateway; it answers every request with its name in {@code X-Peer}, and welcomes WebSockets. */
    public Gateway gateway(String name) {
        int network = (int) (ProcessHandle.current().pid() * 7 % 8_000) + members / PER_NETWORK;
        String host = "127." + (64 + network / 128 % 128) + "." + network % 128 + "." + (1 + members % PER_NETWORK);
        members++;
        Gateway gateway = new Gateway(name, host);
        gateway.revive();
        return gateway;
    }

    /** One of the crowd. */
    public final class Gateway {

        private final String name;
        private final String host;
        private @Nullable ServerSocketChannel listener;
        private volatile boolean frozen;

        private Gateway(String name, String host) {
            this.name = name;
            this.host = host;
        }

        public String name() {
            return name;
        }

        public String host() {
            return host;
        }

        /** As {@code kill -9} does: connections are reset, the port refuses. */
        public void kill() {
            order(() -> {
                selector.keys().stream()
                        .filter(key -> key.attachment() == this
                                || (key.attachment() instanceof CrowdConnection of && of.gateway() == this))
                        .forEach(StandInCrowd::reset);
                listener = null;
                frozen = false;
                selector.selectNow(); // only now the sockets are gone
            });
        }

        /** Connections are still accepted by the system, nothing is answered. */
        public void freeze() {
            order(() -> frozen = true);
        }

        /** Serves again, after whatever was done to it. */
        public void revive() {
            order(() -> {
                frozen = false;
                if (listener == null) {
                    ServerSocketChannel fresh = ServerSocketChannel.open();
                    fresh.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    fresh.bind(new InetSocketAddress(host, PORT), BACKLOG);
                    fresh.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT, this);
                    listener = fresh;
                }
                for (SelectionKey key : selector.keys()) {
                    if (key.isValid() && key.attachment() instanceof CrowdConnection of && of.gateway() == this) {
                        of.answer(key); // what came while it was frozen
                    }
                }
            });
        }

        boolean isFrozen() {
            return frozen;
        }
    }

    private interface Order {
        void carryOut() throws IOException;
    }

    private void order(Order order) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                order.carryOut();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        done.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    private void serve() {
        try (selector) {
            while (!closed) {
                selector.select(this::act);
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
            }
            selector.keys().forEach(StandInCrowd::reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void act(SelectionKey key) {
        try {
            if (key.attachment() instanceof CrowdConnection connection) {
                connection.read(key);
            } else if (key.attachment() instanceof Gateway gateway) {
                SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
                if (client != null) {
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    client.configureBlocking(false)
                            .register(selector, SelectionKey.OP_READ, new CrowdConnection(gateway, buffer));
                }
            }
        } catch (IOException e) {
            reset(key); // the other end left
        }
    }

    static void reset(SelectionKey key) {
        try {
            if (key.channel() instanceof SocketChannel client && client.isOpen()) {
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            key.channel().close();
        } catch (IOException e) {
            key.cancel(); // it was closed already
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

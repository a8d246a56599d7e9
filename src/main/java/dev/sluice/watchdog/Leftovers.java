package dev.sluice.watchdog;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Connections of probes that are answered, each until the peer ends it, as it was asked to. What it still sends is dropped. To
 * close over its unread bytes would reset it, and the peer's log would tell of a broken connection once a second. Who ends a
 * connection first has its TIME-WAIT: the peer. Control loop.
 *
 * <p>It reaches the channel by an internal interface of Vert.x.
 */
final class Leftovers {

    /** A peer that does not end its connection by then is reset. */
    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final int MOST_BYTES = 64 * 1024;

    /** SO_LINGER that ends a connection in good order, and one that resets it. */
    private static final int WITHOUT = -1;

    private static final int RESET = 0;

    private final Vertx vertx;
    private final Queue<Leftover> open = new ArrayDeque<>();
    private boolean ticking;

    private record Leftover(NetSocket socket, long until) {}

    Leftovers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Takes over a connection whose answer is known. */
    void take(NetSocket socket) {
        linger(socket, WITHOUT);
        int[] bytes = {0};
        socket.handler(more -> {
            bytes[0] += more.length();
            if (bytes[0] > MOST_BYTES) {
                reset(socket);
            }
        });
        open.add(new Leftover(socket, System.nanoTime() + LIMIT.toNanos()));
        tick();
    }

    private void tick() {
        if (!ticking && !open.isEmpty()) {
            ticking = true;
            vertx.setTimer(LIMIT.toMillis(), id -> {
                ticking = false;
                closeOld();
                tick();
            });
        }
    }

    private void closeOld() {
        long now = System.nanoTime();
        Leftover oldest = open.peek();
        while (oldest != null && now - oldest.until() >= 0) {
            reset(oldest.socket());
            open.remove();
            oldest = open.peek();
        }
    }

    private static void reset(NetSocket socket) {
        linger(socket, RESET);
        socket.close();
    }

    private static void linger(NetSocket socket, int seconds) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        if (channel.isOpen()) { // the descriptor of a closed one may be another connection's by now
            channel.config().setOption(ChannelOption.SO_LINGER, seconds);
        }
    }
}

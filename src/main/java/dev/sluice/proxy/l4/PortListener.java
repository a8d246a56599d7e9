package dev.sluice.proxy.l4;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The listener on one port: opened, and tried again and again while it cannot be. Closing it touches no connection that it
 * has accepted. Used on the event loop that accepts.
 */
final class PortListener {

    /** Who is told how it fares. */
    interface Watcher {

        void opened(int port);

        void failed(int port, Throwable cause);

        void closed(int port);
    }

    private final ServerBootstrap bootstrap;
    private final EventLoop acceptor;
    private final InetSocketAddress address;
    private final Duration pause;
    private final Watcher watcher;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> retry;
    private boolean closed;

    /**
     * One that is not open yet.
     *
     * @param pause between two tries
     */
    PortListener(
            ServerBootstrap bootstrap,
            EventLoop acceptor,
            InetAddress host,
            int port,
            Duration pause,
            Watcher watcher) {
        this.bootstrap = bootstrap;
        this.acceptor = acceptor;
        this.address = new InetSocketAddress(host, port);
        this.pause = pause;
        this.watcher = watcher;
    }

    int port() {
        return address.getPort();
    }

    /** Opens it; complete once it was tried, whatever came of it. */
    Future<Void> open() {
        retry = null;
        Promise<Void> tried = Promise.promise();
        ChannelFuture bound = bootstrap.bind(address);
        channel = bound.channel();
        bound.addListener(done -> acceptor.execute(() -> {
            bound(bound);
            tried.complete();
        }));
        return tried.future();
    }

    private void bound(ChannelFuture bound) {
        if (closed) {
            bound.channel().close();
        } else if (bound.isSuccess()) {
            watcher.opened(port());
        } else {
            channel = null;
            retry = acceptor.schedule(this::open, pause.toNanos(), TimeUnit.NANOSECONDS);
            Throwable cause = bound.cause();
            watcher.failed(port(), cause == null ? new IllegalStateException("cancelled") : cause);
        }
    }

    /** Stops listening, or trying to; complete when the port is free again. */
    Future<Void> close() {
        closed = true;
        if (retry != null) {
            retry.cancel(false);
        }
        Channel open = channel;
        if (open == null) {
            return Future.succeededFuture();
        }
        Promise<Void> done = Promise.promise();
        // NIO lets go of the port only when it selects next.
        open.close().addListener(shut -> acceptor.schedule(() -> done.complete(), 1, TimeUnit.MILLISECONDS));
        return done.future();
    }
}

package dev.sluice.proxy.l4;

import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.tunnel.Tunnels;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all L4 connections of one event loop share; used on that loop only. */
public final class L4Loop {

    /** What the loops of one front door have in common. */
    public static final class Common {

        private final OwnDials ownDials = new OwnDials();
        private final @Nullable Handshakes tls;

        /**
         * For the loops of a new front door.
         *
         * @param tls for routes that end TLS here; null refuses their connections
         */
        public Common(@Nullable Handshakes tls) {
            this.tls = tls;
        }

        /** The part of one event loop. */
        public L4Loop loop(Vertx vertx, EventLoop eventLoop, LoopScope scope) {
            return new L4Loop(vertx, eventLoop, scope, ownDials, tls);
        }
    }

    private final LoopScope scope;
    private final EventLoop eventLoop;
    private final OwnDials ownDials;
    private final @Nullable Handshakes tls;
    private final Bootstrap dialling;
    private final Set<L4Connection> open = new HashSet<>();
    private @Nullable Promise<Void> drained;

    L4Loop(Vertx vertx, EventLoop eventLoop, LoopScope scope, OwnDials ownDials, @Nullable Handshakes tls) {
        this.scope = scope;
        this.eventLoop = eventLoop;
        this.ownDials = ownDials;
        this.tls = tls;
        VertxInternal internal = (VertxInternal) vertx;
        this.dialling = new Bootstrap()
                .group(eventLoop)
                .channelFactory(internal.transport().channelFactory(false))
                .resolver(internal.nameResolver().nettyAddressResolverGroup())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Bare, until a tunnel takes it.
                    }
                });
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    LoopScope scope() {
        return scope;
    }

    Tunnels tunnels() {
        return scope.tunnels();
    }

    @Nullable
    Handshakes tls() {
        return tls;
    }

    OwnDials ownDials() {
        return ownDials;
    }

    /** A connection to the upstream, of which nothing is read yet; fails as a dial does. */
    ChannelFuture dial(Upstream upstream, Duration limit) {
        return dialling.clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limit.toMillis()))
                .connect(InetSocketAddress.createUnresolved(upstream.host(), upstream.port()));
    }

    /** Takes one more; false while it drains. */
    boolean enter(L4Connection connection) {
        return drained == null && open.add(connection);
    }

    /** That one is closed. */
    void leave(L4Connection connection) {
        open.remove(connection);
        tellIfDrained();
    }

    /** Takes no more, and closes those that are no tunnel yet; complete when the last tunnel has closed its connection. */
    public Future<Void> drain() {
        Promise<Void> promise = Promise.promise();
        drained = promise;
        List.copyOf(open).forEach(L4Connection::drain);
        tellIfDrained();
        return promise.future();
    }

    private void tellIfDrained() {
        if (drained != null && open.isEmpty()) {
            drained.tryComplete();
        }
    }
}

package dev.sluice.proxy;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.http.CertifiedEntrance;
import dev.sluice.proxy.http.Entrance;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.l4.L4Loop;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The front door's part on one event loop: its share of the listeners, its own client, its own requests. */
final class DoorLoop extends VerticleBase {

    private final ProxyOptions options;
    private final SharedPorts ports;
    private final @Nullable TlsTermination tls;
    private final Function<Vertx, LoopScope> scopes;
    private final List<NetServer> listeners = new ArrayList<>();
    private volatile @Nullable LoopScope scope;
    private volatile @Nullable L4Loop l4;
    private @Nullable NetServer http;
    private @Nullable NetServer https;

    /**
     * A part that listens together with others.
     *
     * @param tls null without a listener for HTTPS
     */
    DoorLoop(ProxyOptions options, SharedPorts ports, @Nullable TlsTermination tls, Function<Vertx, LoopScope> scopes) {
        this.options = options;
        this.ports = ports;
        this.tls = tls;
        this.scopes = scopes;
    }

    /** Listens not yet: Vert.x gives its event loops in turn, and what listening takes would leave two parts on one loop. */
    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /**
     * Listens, once all parts have an event loop. Any thread.
     *
     * @param handshakes what HTTPS begins with; null without a listener for it
     */
    Future<?> open(@Nullable Handshakes handshakes) {
        return Future.future(
                opened -> context.runOnContext(v -> listen(handshakes).onComplete(opened)));
    }

    private Future<Void> listen(@Nullable Handshakes handshakes) {
        LoopScope own = scopes.apply(vertx);
        scope = own;
        Future<@Nullable NetServer> plain = options.port() == ProxyOptions.NONE
                ? Future.succeededFuture()
                : listen(ports.http(), Entrance.plain(vertx, own));
        TlsTermination termination = tls;
        Future<@Nullable NetServer> secure = termination == null || handshakes == null
                ? Future.succeededFuture()
                : listen(ports.https(), Entrance.tls(vertx, own, termination, handshakes));
        plain.onSuccess(server -> http = server);
        secure.onSuccess(server -> {
            if (server != null) {
                https = server;
                own.listensForHttpsAt(server.actualPort());
            }
        });
        return Future.join(
                        plain.recover(e -> Future.failedFuture(new PortRefused("http", options.port(), e))),
                        secure.recover(e -> Future.failedFuture(new PortRefused("https", options.httpsPort(), e))))
                .mapEmpty();
    }

    private Future<@Nullable NetServer> listen(int port, Entrance entrance) {
        NetServerOptions tcp =
                new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true).setReuseAddress(true);
        NetServer server = vertx.createNetServer(tcp).connectHandler(entrance);
        listeners.add(server);
        return server.listen(port, options.host());
    }

    /** The actual port; {@link ProxyOptions#NONE} without such a listener. */
    int httpPort() {
        return http == null ? ProxyOptions.NONE : http.actualPort();
    }

    /** The actual port; {@link ProxyOptions#NONE} without such a listener. */
    int httpsPort() {
        return https == null ? ProxyOptions.NONE : https.actualPort();
    }

    /** Under which Vert.x knows it; null before. */
    @Nullable
    String deployment() {
        return context == null ? null : context.deploymentID();
    }

    /** Takes part in L4 routes, once it is open. Any thread. */
    L4Loop join(L4Loop.Common common) {
        L4Loop joined = common.loop(vertx, eventLoop(), Objects.requireNonNull(scope));
        l4 = joined;
        return joined;
    }

    /** Where it runs. */
    EventLoop eventLoop() {
        return ((ContextInternal) context).nettyEventLoop();
    }

    /** Any thread. */
    void published() {
        context.runOnContext(v -> {
            LoopScope own = scope;
            if (own != null) {
                own.published();
            }
        });
    }

    /** Lets go of idle connections to that peer. Any thread. */
    void closeIdle(PeerVitals peer) {
        context.runOnContext(v -> {
            LoopScope own = scope;
            if (own != null) {
                own.closeIdle(peer);
            }
        });
    }

    /** Tunnels of all kinds that are open here. Any thread. */
    int tunnels() {
        LoopScope own = scope;
        return own == null ? 0 : own.tunnels().open();
    }

    /** Ends them. Any thread. */
    void closeTunnels() {
        context.runOnContext(v -> {
            LoopScope own = scope;
            if (own != null) {
                own.tunnels().close();
            }
        });
    }

    /** Closes the listeners at once, idle connections too; the rest may finish in that time. Any thread. */
    Future<Void> shutdown(Duration patience) {
        LoopScope own = scope;
        if (own == null) {
            return Future.succeededFuture();
        }
        return Future.future(done -> context.runOnContext(v -> {
            own.drain(patience);
            List<Future<Void>> closed = new ArrayList<>();
            L4Loop joined = l4;
            if (joined != null) {
                closed.add(joined.drain());
            }
            CertifiedEntrance certified = own.certified();
            if (certified != null) {
                closed.add(certified.drain(patience));
            }
            for (NetServer listener : listeners) {
                closed.add(listener.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS));
            }
            Future.join(closed).<Void>mapEmpty().onComplete(done);
        }));
    }
}

package dev.sluice.proxy.l4;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.port.ListenReports;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of L4 routes, and of HTTP routes that have a port of their own: after each publication those that routes ask for are opened, those that none asks for any more
 * are closed, and no other is touched. Connections are spread over the event loops of the data plane, and stay there.
 */
public final class L4Front {

    private static final Logger LOG = LoggerFactory.getLogger(L4Front.class);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final VertxInternal vertx;
    private final EventLoop acceptor;
    private final List<L4Loop> loops;
    private final LoopsInTurn workers;
    private final InetAddress host;
    private final Supplier<RoutingTable> table;
    private final PortListener.Watcher watcher;
    private final Map<Integer, PortListener> listeners = new HashMap<>();
    private final Set<Integer> closing = new HashSet<>();
    private boolean closed;

    private L4Front(
            VertxInternal vertx,
            InetAddress host,
            List<L4Loop> loops,
            Supplier<RoutingTable> table,
            ListenReports reports) {
        this.vertx = vertx;
        this.host = host;
        this.loops = List.copyOf(loops);
        this.workers = new LoopsInTurn(loops.stream().map(L4Loop::eventLoop).toList());
        this.table = table;
        this.acceptor = vertx.acceptorEventLoopGroup().next();
        this.watcher = new Telling(reports);
    }

    /**
     * Opens what the table asks for now; complete once each was tried. That one cannot be opened fails nothing.
     *
     * @param host name or address to listen on; fails if it is none
     * @param loops one for each event loop
     */
    public static Future<L4Front> open(
            Vertx vertx, String host, List<L4Loop> loops, Supplier<RoutingTable> table, ListenReports reports) {
        VertxInternal internal = (VertxInternal) vertx;
        return internal.nameResolver().resolve(host).compose(address -> {
            L4Front front = new L4Front(internal, address, loops, table, reports);
            return front.published().map(front);
        });
    }

    /** A new table is out; complete once each listener that is missing was tried. Any thread. */
    public Future<Void> published() {
        Promise<Void> tried = Promise.promise();
        acceptor.execute(() -> reconcile().onComplete(tried));
        return tried.future();
    }

    private Future<Void> reconcile() {
        Set<Integer> wanted = wanted();
        for (PortListener listener : new ArrayList<>(listeners.values())) {
            if (!wanted.contains(listener.port())) {
                close(listener);
            }
        }
        List<Future<Void>> tries = new ArrayList<>();
        for (int port : wanted) {
            if (!closing.contains(port) && !listeners.containsKey(port)) {
                PortListener listener = new PortListener(bootstrap(port), acceptor, host, port, RETRY, watcher);
                listeners.put(port, listener);
                tries.add(listener.open());
            }
        }
        return Future.join(tries).mapEmpty();
    }

    private Set<Integer> wanted() {
        Set<Integer> wanted = new HashSet<>();
        if (!closed) {
            RoutingTable now = table.get();
            wanted.addAll(now.ports());
            wanted.addAll(now.doors().keySet());
        }
        return wanted;
    }

    private Future<Void> close(PortListener listener) {
        int port = listener.port();
        listeners.remove(port);
        closing.add(port);
        Promise<Void> done = Promise.promise();
        listener.close()
                .onComplete(shut -> acceptor.execute(() -> {
                    closing.remove(port);
                    watcher.closed(port);
                    reconcile(); // it may be wanted again by now
                    done.complete();
                }));
        return done.future();
    }

    private ServerBootstrap bootstrap(int port) {
        Map<EventLoop, L4Loop> byLoop = new IdentityHashMap<>();
        loops.forEach(loop -> byLoop.put(loop.eventLoop(), loop));
        return new ServerBootstrap()
                .group(acceptor, workers)
                .channelFactory(vertx.transport().serverChannelFactory(false))
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new Accepting(byLoop, port));
    }

    /** Stops listening; connections that are open go on. Any thread. */
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        acceptor.execute(() -> {
            closed = true;
            List<Future<Void>> all = new ArrayList<>();
            for (PortListener listener : new ArrayList<>(listeners.values())) {
                all.add(close(listener));
            }
            Future.join(all).<Void>mapEmpty().onComplete(done);
        });
        return done.future();
    }

    /** Writes to the log what the hall hears too. */
    private record Telling(ListenReports reports) implements PortListener.Watcher {

        @Override
        public void opened(int port) {
            LOG.info("listening on port {} for its routes", port);
            reports.opened(port);
        }

        @Override
        public void failed(int port, Throwable cause) {
            LOG.warn(
                    "cannot listen on port {} for its routes, trying again in {} s: {}",
                    port,
                    RETRY.toSeconds(),
                    cause.getMessage());
            reports.failed(port, cause);
        }

        @Override
        public void closed(int port) {
            LOG.info("no longer listening on port {}", port);
            reports.closed(port);
        }
    }
}

package dev.sluice.proxy.tunnel;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.Some;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.ListenReports;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.access.PasswordChecks;
import dev.sluice.proxy.header.TrustedProxies;
import dev.sluice.proxy.http.ConnectionCaps;
import dev.sluice.proxy.http.Entrance;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestTls;
import dev.sluice.proxy.l4.L4Front;
import dev.sluice.proxy.l4.L4Loop;
import dev.sluice.proxy.limit.RateLimits;
import dev.sluice.testing.FreePort;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** All that a front door has on one event loop, with a listener for each {@link Line}; it watches what its tunnels hold. */
final class LineSite implements AutoCloseable {

    /**
     * A client with its tunnel.
     *
     * @param plain what is beneath TLS, if there is TLS
     */
    record Client(Socket socket, Socket plain) implements AutoCloseable {

        /** As a process that dies. */
        void reset() throws IOException {
            plain.setSoLinger(true, 0);
            plain.close();
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }

    private static final int LIMIT_MS = 20_000;

    private final Vertx vertx;
    private final Context context;
    private final LoopScope scope;
    private final L4Loop l4;
    private final L4Front l4Front;
    private final NetServer http;
    private final NetServer https;
    private final int tcp = FreePort.next();
    private final int tcpOverTls = FreePort.next();
    private final BlockingQueue<FinishedRequest> finished = new LinkedBlockingQueue<>();
    private final AtomicLong mostHeld = new AtomicLong();
    private volatile RoutingTable table = RoutingTable.EMPTY;

    LineSite(Net net, SslProvider engine) {
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1))
                .withTransport(net.transport())
                .build();
        context = vertx.getOrCreateContext();
        TestTls tls = new TestTls(engine);
        ProxyOptions options = ProxyOptions.defaults();
        scope = ask(() -> new LoopScope(
                vertx,
                options,
                () -> table,
                (peer, evidence, nanos) -> {},
                finished::add,
                new TrustedProxies(List.of()),
                new ConnectionCaps(options.clients()),
                new PasswordChecks((password, hash) -> false),
                new RateLimits(),
                tls,
                null));
        l4 = new L4Loop.Common(tls.handshakes(List.of()))
                .loop(vertx, ((ContextInternal) context).nettyEventLoop(), scope);
        http = listen(Entrance.plain(vertx, scope));
        https = listen(Entrance.tls(vertx, scope, tls, tls.handshakes(Entrance.ALPN)));
        l4Front = Door.await(L4Front.open(vertx, "127.0.0.1", List.of(l4), () -> table, ListenReports.UNHEARD));
        context.runOnContext(v -> vertx.setPeriodic(
                1, id -> mostHeld.accumulateAndGet(scope.tunnels().held(), Math::max)));
    }

    private NetServer listen(Entrance entrance) {
        NetServer server = vertx.createNetServer().connectHandler(entrance);
        Door.await(ask(() -> server.listen(0, "127.0.0.1")));
        return server;
    }

    private <T> T ask(Supplier<T> what) {
        return Door.await(Future.future(done -> context.runOnContext(v -> done.complete(what.get()))));
    }

    /** A client whose tunnel leads to that upstream. */
    Client connect(Line line, RawUpstream at) throws IOException {
        return over(line, at, new Socket());
    }

    /** A client in HTTP, that has asked for nothing yet, whose requests go to that upstream. */
    Client asking(RawUpstream at) throws IOException {
        publish(at);
        Socket plain = connected(new Socket(), http.actualPort());
        return new Client(plain, plain);
    }

    /** The same as {@link #connect} over that socket, which is not connected yet. */
    Client over(Line line, RawUpstream at, Socket plain) throws IOException {
        publish(at);
        connected(plain, port(line));
        Socket socket = line.isTls() ? TestTls.over(plain, "http/1.1") : plain;
        line.ask(socket);
        return new Client(socket, plain);
    }

    private static Socket connected(Socket plain, int port) throws IOException {
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
        plain.setSoTimeout(LIMIT_MS);
        return plain;
    }

    private void publish(RawUpstream at) {
        Upstream upstream = Door.upstream(1, at);
        RoutePlan web = new Plan(1, Door.HOST).through(upstream).build();
        table = new RoutingTable(
                table.generation() + 1,
                Map.of(
                        1L, web,
                        2L, listening(2, tcp, "", L4TlsMode.NONE, upstream),
                        3L, listening(3, tcpOverTls, Door.HOST, L4TlsMode.TERMINATE, upstream)),
                Set.of());
        ask(() -> {
            scope.published();
            return true;
        });
        Door.await(l4Front.published());
        finished.clear();
        mostHeld.set(0);
    }

    private int port(Line line) {
        return switch (line) {
            case WEBSOCKET -> http.actualPort();
            case WEBSOCKET_OVER_TLS -> https.actualPort();
            case TCP -> tcp;
            case TCP_OVER_TLS -> tcpOverTls;
        };
    }

    private static RoutePlan listening(long id, int port, String domain, L4TlsMode mode, Upstream upstream) {
        return new RoutePlan(
                Some.listening(Some.route(id, domain, new Target.Gateway(1, null)), port, mode),
                1,
                new Ladder(List.of(List.of(upstream))),
                Policy.failover(),
                null,
                null,
                null,
                null,
                null);
    }

    /** What is told of the tunnel when it is over. */
    FinishedRequest told() throws InterruptedException {
        FinishedRequest told = finished.poll(LIMIT_MS, TimeUnit.MILLISECONDS);
        if (told == null) {
            throw new AssertionError("the tunnel is not over after " + LIMIT_MS + " ms");
        }
        return told;
    }

    /** The most bytes that waited in memory since the client came, looked at every millisecond. */
    long mostHeld() {
        return mostHeld.get();
    }

    @Override
    public void close() {
        Door.await(l4Front.close());
        ask(() -> {
            scope.tunnels().close();
            return l4.drain();
        });
        Door.await(vertx.close());
    }
}

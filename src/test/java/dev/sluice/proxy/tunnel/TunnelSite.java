package dev.sluice.proxy.tunnel;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.proxy.http.Wheel;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A listener on one event loop that tunnels each connection to one upstream, and watches what its tunnels hold. */
final class TunnelSite implements AutoCloseable {

    static final long ROUTE = 7;
    static final long PEER = 3;

    /** How one came to its end. */
    record End(Ending how, long bytesIn, long bytesOut) {}

    private final Vertx vertx;
    private final NetServer server;
    private final NetClient client;
    private final int upstreamPort;
    private final long dialDelayMs;
    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final AtomicLong mostHeld = new AtomicLong();
    private final PeerVitals vitals = new PeerVitals(PEER);
    private volatile RoutingTable table = table(1, Set.of(), new Plan(ROUTE, "a.example.org"));
    private final Context loop;
    private final Tunnels tunnels;

    TunnelSite(Net net, int upstreamPort) {
        this(net, upstreamPort, 0, options -> options, new NetServerOptions());
    }

    TunnelSite(Net net, int upstreamPort, UnaryOperator<TunnelOptions> tuning) {
        this(net, upstreamPort, 0, tuning, new NetServerOptions());
    }

    TunnelSite(
            Net net,
            int upstreamPort,
            long dialDelayMs,
            UnaryOperator<TunnelOptions> tuning,
            NetServerOptions listener) {
        this.upstreamPort = upstreamPort;
        this.dialDelayMs = dialDelayMs;
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1))
                .withTransport(net.transport())
                .build();
        loop = vertx.getOrCreateContext();
        tunnels = new Tunnels(new Wheel(loop), tuning.apply(TunnelOptions.defaults()), () -> table);
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(2000).setTcpQuickAck(true));
        server = vertx.createNetServer(listener).connectHandler(this::accepted);
        Door.await(onLoop(() -> server.listen(0, "127.0.0.1")).compose(listening -> listening));
    }

    private <T> io.vertx.core.Future<T> onLoop(Supplier<T> what) {
        return io.vertx.core.Future.future(done -> loop.runOnContext(v -> done.complete(what.get())));
    }

    /** What that comes to on the event loop. */
    <T> T ask(Supplier<T> what) {
        return Door.await(onLoop(what));
    }

    private void accepted(NetSocket socket) {
        Tunnel tunnel = Tunnel.install(
                tunnels, channel(socket), (over, how) -> ends.add(new End(how, over.bytesIn(), over.bytesOut())));
        if (dialDelayMs == 0) {
            dial(tunnel);
        } else {
            vertx.setTimer(dialDelayMs, id -> dial(tunnel));
        }
    }

    private void dial(Tunnel tunnel) {
        vitals.acquire();
        client.connect(upstreamPort, "127.0.0.1").onComplete(reached -> {
            if (reached.succeeded()) {
                tunnel.join(channel(reached.result()), ROUTE, vitals);
            } else {
                vitals.release();
                tunnel.close();
            }
        });
    }

    private static Channel channel(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext().channel();
    }

    Socket connect() {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
            socket.setSoTimeout(20_000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.actualPort();
    }

    List<End> ends() {
        return ends;
    }

    End onlyEnd() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ends.size() == 1);
        return ends.get(0);
    }

    PeerVitals vitals() {
        return vitals;
    }

    Tunnels tunnels() {
        return tunnels;
    }

    /** Looks every millisecond how much the tunnels hold, until the site is closed. */
    void watchHeld() {
        loop.runOnContext(v -> vertx.setPeriodic(1, id -> mostHeld.accumulateAndGet(tunnels.held(), Math::max)));
    }

    /** Waits until they hold something, as they do soon if one side sends and nobody reads. */
    void awaitHeld() {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> mostHeld.get() > 0);
    }

    long mostHeld() {
        return mostHeld.get();
    }

    void publish(Set<Long> down, Plan... plans) {
        RoutingTable fresh = table(table.generation() + 1, down, plans);
        table = fresh;
        loop.runOnContext(v -> tunnels.published(fresh));
    }

    private static RoutingTable table(long generation, Set<Long> down, Plan... plans) {
        var byId = new HashMap<Long, dev.sluice.core.RoutePlan>();
        for (Plan plan : plans) {
            var built = plan.build();
            byId.put(built.route().id(), built);
        }
        return new RoutingTable(generation, byId, down);
    }

    @Override
    public void close() {
        Door.await(onLoop(() -> {
            tunnels.close();
            return true;
        }));
        Door.await(vertx.close());
    }
}

package dev.sluice.proxy.kit;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.Site;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.ListenReports;
import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.FrontDoor;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.UpstreamLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A front door on a free port, with a table that tests publish. */
public final class Door implements AutoCloseable {

    /** The host that most tests ask for. */
    public static final String HOST = "app.example.org";

    /** What was reported of a peer. */
    public record Suspicion(long peerId, String evidence, long nanos) {}

    public static final int LOOPS = 2;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS).setPreferNativeTransport(true));
    private final AtomicReference<RoutingTable> table = new AtomicReference<>(RoutingTable.EMPTY);
    private final List<Suspicion> suspicions = new CopyOnWriteArrayList<>();
    private final List<FinishedRequest> finished = new CopyOnWriteArrayList<>();
    private final List<String> listenerNews = new CopyOnWriteArrayList<>();
    private final FrontDoor door;
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private long generation;
    private Site site = Site.PLAIN;

    private Door(UnaryOperator<ProxyOptions> tuning, TlsTermination tls) {
        ProxyOptions options =
                tuning.apply(ProxyOptions.defaults().withHttp("127.0.0.1", 0).withEventLoops(LOOPS));
        door = await(FrontDoor.open(
                vertx,
                options,
                tls,
                table::get,
                (peer, evidence, nanos) -> suspicions.add(new Suspicion(peer, evidence, nanos)),
                told -> {
                    threads.add(Thread.currentThread().getName());
                    finished.add(told);
                },
                new News()));
    }

    /** How the ports of single routes fare: {@code opened 5432} and the like, in order. */
    public List<String> listenerNews() {
        return listenerNews;
    }

    private final class News implements ListenReports {

        @Override
        public void failed(int port, Throwable cause) {
            listenerNews.add("failed " + port);
        }

        @Override
        public void opened(int port) {
            listenerNews.add("opened " + port);
        }

        @Override
        public void closed(int port) {
            listenerNews.add("closed " + port);
        }
    }

    public static Door open() {
        return open(options -> options);
    }

    public static Door open(UnaryOperator<ProxyOptions> tuning) {
        return open(tuning, new TestTls());
    }

    /** One that ends TLS in its own way. */
    public static Door open(UnaryOperator<ProxyOptions> tuning, TlsTermination tls) {
        return new Door(tuning, tls);
    }

    /** A door with one route of {@link #HOST} through these upstreams. */
    public static Door to(Upstream... upstreams) {
        Door door = open();
        door.publish(new Plan(7, HOST).through(upstreams));
        return door;
    }

    /** An upstream on loopback, which is the own port of a peer. */
    public static Upstream upstream(long peerId, int port) {
        return new Upstream(new PeerVitals(peerId), "peer-" + peerId, "127.0.0.1", port, true, PeerProtocol.HTTP1, 1);
    }

    /** The same, spoken to in HTTP/2. */
    public static Upstream http2(long peerId, RawUpstream at) {
        return new Upstream(
                new PeerVitals(peerId), "peer-" + peerId, "127.0.0.1", at.port(), true, PeerProtocol.H2C, 1);
    }

    public static Upstream upstream(long peerId, RawUpstream at) {
        return upstream(peerId, at.port());
    }

    /** What is said for all routes, from the next publication on. */
    public void everywhere(Site all) {
        site = all;
    }

    public void publish(Plan... plans) {
        publish(Set.of(), plans);
    }

    public void publish(Set<Long> down, Plan... plans) {
        Map<Long, RoutePlan> byId = new HashMap<>();
        for (Plan plan : plans) {
            RoutePlan built = plan.build();
            byId.put(built.route().id(), built);
        }
        table.set(new RoutingTable(++generation, byId, down, site));
        door.published();
    }

    public FrontDoor front() {
        return door;
    }

    public Vertx vertx() {
        return vertx;
    }

    public int port() {
        return door.httpPort();
    }

    /** The port for HTTPS; the options must have asked for one. */
    public int httpsPort() {
        return door.httpsPort();
    }

    public RawClient client() {
        return new RawClient(port());
    }

    public List<Suspicion> suspicions() {
        return suspicions;
    }

    /** What was told of finished requests, in order. */
    public List<FinishedRequest> finished() {
        return finished;
    }

    /** The event loops that requests finished on. */
    public Set<String> threads() {
        return threads;
    }

    public FinishedRequest lastFinished() {
        Awaitility.await().until(() -> !finished.isEmpty());
        return finished.get(finished.size() - 1);
    }

    /** All connections to that upstream are idle, or soon are: then they can be closed, and no other is left. */
    public void releases(Upstream peer, RawUpstream at) {
        Awaitility.await("connections left to peer " + peer.vitals().peerId())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    door.closeIdle(peer.vitals());
                    return at.openConnections() == 0;
                });
    }

    /** What was told and reported so far is forgotten. */
    public void forget() {
        finished.clear();
        suspicions.clear();
    }

    /** Options with other client limits. */
    public static UnaryOperator<ProxyOptions> clients(UnaryOperator<ClientLimits> change) {
        return options -> options.withClients(change.apply(options.clients()));
    }

    /** Options with other upstream limits. */
    public static UnaryOperator<ProxyOptions> upstreams(UnaryOperator<UpstreamLimits> change) {
        return options -> options.withUpstreams(change.apply(options.upstreams()));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(door.shutdown(Duration.ZERO));
        await(vertx.close());
    }
}

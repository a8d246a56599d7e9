package dev.sluice.proxy.l4;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.Some;
import dev.sluice.core.balance.Ladder;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.balance.Policy;
import dev.sluice.core.balance.Upstream;
import dev.sluice.core.model.L4TlsMode;
import dev.sluice.core.model.PeerProtocol;
import dev.sluice.core.model.Route;
import dev.sluice.core.model.Target;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.ListenReports;
import dev.sluice.proxy.FrontDoor;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.TlsTermination;
import dev.sluice.proxy.kit.Door;
import dev.sluice.proxy.kit.Plan;
import dev.sluice.testing.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A front door on 127.0.0.1 with L4 routes, which tests add and remove; its gateways are at other loopback addresses. */
final class L4Door implements AutoCloseable, ListenReports {

    private final Vertx vertx;
    private final FrontDoor door;
    private final Map<Long, RoutePlan> plans = new TreeMap<>();
    private final List<String> listenerNews = new CopyOnWriteArrayList<>();
    private final List<FinishedRequest> finished = new CopyOnWriteArrayList<>();
    private final List<Long> suspects = new CopyOnWriteArrayList<>();
    private volatile RoutingTable table = RoutingTable.EMPTY;
    private Set<Long> down = Set.of();
    private long generation;
    private @Nullable String lanTarget;

    L4Door() {
        this(null, null, options -> options);
    }

    /**
     * A door of its own kind.
     *
     * @param transport null for whatever is quickly there
     */
    L4Door(@Nullable Transport transport, @Nullable TlsTermination tls, UnaryOperator<ProxyOptions> tuning) {
        VertxOptions loops = new VertxOptions().setEventLoopPoolSize(Door.LOOPS);
        vertx = Vertx.builder()
                .with(loops)
                .withTransport(transport == null ? quick() : transport)
                .build();
        ProxyOptions options =
                tuning.apply(ProxyOptions.defaults().withHttp("127.0.0.1", 0).withEventLoops(Door.LOOPS));
        door = Door.await(FrontDoor.open(
                vertx, options, tls, () -> table, (peer, evidence, nanos) -> suspects.add(peer), finished::add, this));
    }

    private static Transport quick() {
        return Transport.EPOLL == null || !Transport.EPOLL.available() ? Transport.NIO : Transport.EPOLL;
    }

    /** A gateway at {@code 127.0.0.ID}, dialled on the port of the route. */
    static Upstream gateway(long id, int port) {
        return new Upstream(new PeerVitals(id), "gw-" + id, "127.0.0." + id, port, false, PeerProtocol.HTTP1, 1);
    }

    /** A port that is free at all loopback addresses that tests use. */
    static int port() {
        return FreePort.next();
    }

    /** Routes that are added from now on lead there in a gateway's LAN. */
    L4Door lanTarget(String there) {
        lanTarget = there;
        return this;
    }

    /** A route that takes all connections to the port. */
    L4Door route(long id, int port, Policy policy, Upstream... upstreams) {
        return route(id, port, L4TlsMode.NONE, "", policy, upstreams);
    }

    L4Door route(long id, int port, L4TlsMode mode, String domain, Policy policy, Upstream... upstreams) {
        Route route = Some.listening(Some.route(id, domain, new Target.Gateway(2, null)), port, mode);
        Ladder ladder = new Ladder(List.of(List.of(upstreams)));
        plans.put(id, new RoutePlan(route, 2, ladder, policy, null, lanTarget, lanTarget, null, null));
        return publish();
    }

    /** An HTTP route beside them. */
    L4Door web(Plan plan) {
        RoutePlan built = plan.build();
        plans.put(built.route().id(), built);
        return publish();
    }

    L4Door remove(long id) {
        plans.remove(id);
        return publish();
    }

    L4Door down(Long... peers) {
        down = Set.of(peers);
        return publish();
    }

    private L4Door publish() {
        table = new RoutingTable(++generation, new HashMap<>(plans), down);
        door.published();
        return this;
    }

    /** Waits until it listens on these ports. */
    L4Door awaitOpen(int... ports) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> Arrays.stream(ports)
                .allMatch(port -> lastNews(port).startsWith("opened")));
        return this;
    }

    /** What was last told of that port; empty if nothing was. */
    String lastNews(int port) {
        return listenerNews.stream().filter(news -> news.endsWith(" " + port)).reduce("", (older, newer) -> newer);
    }

    /** {@code opened 5432}, {@code failed 5432} or {@code closed 5432}, in order. */
    List<String> listenerNews() {
        return listenerNews;
    }

    FrontDoor front() {
        return door;
    }

    List<Long> suspects() {
        return suspects;
    }

    /** The first one that is told of, once there is one that fits. */
    FinishedRequest finished(Predicate<FinishedRequest> fits) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> finished.stream()
                .anyMatch(fits));
        return finished.stream().filter(fits).findFirst().orElseThrow();
    }

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

    @Override
    public void close() {
        Door.await(door.shutdown(Duration.ZERO));
        Door.await(vertx.close());
    }
}

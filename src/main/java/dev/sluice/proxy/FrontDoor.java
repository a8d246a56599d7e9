package dev.sluice.proxy;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.PeerVitals;
import dev.sluice.core.port.FaultReports;
import dev.sluice.core.port.ListenReports;
import dev.sluice.core.port.RequestLog;
import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.access.PasswordChecks;
import dev.sluice.proxy.certified.CertifiedHandshakes;
import dev.sluice.proxy.compress.Codings;
import dev.sluice.proxy.header.TrustedProxies;
import dev.sluice.proxy.http.ConnectionCaps;
import dev.sluice.proxy.http.Entrance;
import dev.sluice.proxy.http.LoopScope;
import dev.sluice.proxy.l4.L4Front;
import dev.sluice.proxy.l4.L4Loop;
import dev.sluice.proxy.limit.RateLimits;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that clients talk to, for HTTP and HTTPS, spread over event loops that share their ports. A request stays on
 * the loop that took it; the routing table is all it reads of the rest of the process.
 */
public final class FrontDoor {

    private final Vertx vertx;
    private final List<DoorLoop> loops;
    private final ConnectionCaps caps;
    private final Supplier<RoutingTable> table;
    private final RateLimits limits;
    private final @Nullable CertifiedHandshakes certified;
    private volatile @Nullable L4Front l4;

    private FrontDoor(
            Vertx vertx,
            List<DoorLoop> loops,
            ConnectionCaps caps,
            Supplier<RoutingTable> table,
            RateLimits limits,
            @Nullable CertifiedHandshakes certified) {
        this.vertx = vertx;
        this.loops = loops;
        this.caps = caps;
        this.table = table;
        this.limits = limits;
        this.certified = certified;
    }

    /** Opens a front door without HTTPS, whatever the options say of it, and of whose single routes' listeners nobody wants to hear. */
    public static Future<FrontDoor> open(
            Vertx data, ProxyOptions options, Supplier<RoutingTable> table, FaultReports faults, RequestLog log) {
        return open(data, options.withHttps(ProxyOptions.NONE), null, table, faults, log, ListenReports.UNHEARD);
    }

    /**
     * Opens the front door; it takes requests when the future completes, which fails with {@link PortRefused} if a port is
     * taken.
     *
     * @param data where the event loops are; nothing else should run there
     * @param tls the certificates for HTTPS; null only without a listener for it; L4 routes that end TLS here
     *     refuse their connections then
     * @param table read once per request, on any event loop
     * @param listeners told how the listeners of single routes fare; that one cannot be opened fails nothing
     * @throws IllegalArgumentException if a trusted proxy is no address
     */
    public static Future<FrontDoor> open(
            Vertx data,
            ProxyOptions options,
            @Nullable TlsTermination tls,
            Supplier<RoutingTable> table,
            FaultReports faults,
            RequestLog log,
            ListenReports listeners) {
        TrustedProxies trusted = new TrustedProxies(options.trustedProxies());
        ConnectionCaps caps = new ConnectionCaps(options.clients());
        RateLimits limits = new RateLimits();
        PasswordChecks passwords = new PasswordChecks(options.passwords());
        CertifiedHandshakes certified = tls == null ? null : new CertifiedHandshakes(data, tls, Entrance.ALPN);
        SharedPorts ports = SharedPorts.of(options);
        List<DoorLoop> loops = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < options.eventLoops(); i++) {
            DoorLoop loop = new DoorLoop(
                    options,
                    ports,
                    tls,
                    vertx -> new LoopScope(
                            vertx, options, table, faults, log, trusted, caps, passwords, limits, tls, certified));
            loops.add(loop);
            deployed.add(data.deployVerticle((Deployable) loop));
        }
        FrontDoor door = new FrontDoor(data, List.copyOf(loops), caps, table, limits, certified);
        return Future.join(deployed)
                .compose(all -> options.httpsPort() == ProxyOptions.NONE
                        ? Future.<@Nullable Handshakes>succeededFuture()
                        : handshakes(data, tls, Entrance.ALPN))
                .compose(context -> Future.join(
                        door.loops.stream().map(loop -> loop.open(context)).toList()))
                .compose(all -> handshakes(data, tls, List.of()))
                .compose(context -> L4Front.open(data, options.host(), door.l4Loops(context), table, listeners))
                .map(opened -> {
                    door.l4 = opened;
                    data.executeBlocking(Codings::usable, false); // so that no event loop has to load them
                    return door;
                })
                .recover(failure -> door.shutdown(Duration.ZERO).transform(done -> Future.failedFuture(failure)));
    }

    /** Not on an event loop: it may have a native library to load. */
    private static Future<@Nullable Handshakes> handshakes(
            Vertx data, @Nullable TlsTermination tls, List<String> alpn) {
        return tls == null ? Future.succeededFuture() : data.executeBlocking(() -> tls.handshakes(alpn));
    }

    /** The port that clients connect to for HTTP; {@link ProxyOptions#NONE} if there is none. */
    public int httpPort() {
        return loops.get(0).httpPort();
    }

    /** The port that clients connect to for HTTPS; {@link ProxyOptions#NONE} if there is none. */
    public int httpsPort() {
        return loops.get(0).httpsPort();
    }

    /** How many event loops take part. */
    int eventLoops() {
        return (int) loops.stream().map(DoorLoop::eventLoop).distinct().count();
    }

    /** Client connections that are open now. */
    public int connections() {
        return caps.open();
    }

    /** Handshakes that came to nothing at routes' own ports, where clients show certificates. Any thread. */
    public long certificatesRefused() {
        return certified == null ? 0 : certified.failed();
    }

    /** That peer is silent: its idle connections are closed, on which requests would wait in vain. Any thread. */
    public void closeIdle(PeerVitals peer) {
        loops.forEach(loop -> loop.closeIdle(peer));
    }

    /** Tunnels that are open now, those that wait for their upstream included. Any thread. */
    public int tunnels() {
        return loops.stream().mapToInt(DoorLoop::tunnels).sum();
    }

    /** A new routing table is out. Any thread; returns at once. */
    public void published() {
        limits.published(table.get());
        if (certified != null) {
            certified.published(table.get());
        }
        loops.forEach(DoorLoop::published);
        L4Front front = l4;
        if (front != null) {
            front.published();
        }
    }

    private List<L4Loop> l4Loops(@Nullable Handshakes context) {
        L4Loop.Common common = new L4Loop.Common(context);
        return loops.stream().map(loop -> loop.join(common)).toList();
    }

    /**
     * Goes down: listeners and idle connections close at once, requests in flight get up to that patience and their answers
     * say that the connection closes. Tunnels are closed 2 s after the last request, at the latest after 5 s or that
     * patience. Completes at once when nothing is in flight.
     */
    public Future<Void> shutdown(Duration patience) {
        List<Future<Void>> closed = new ArrayList<>();
        L4Front front = l4;
        if (front != null) {
            closed.add(front.close());
        }
        for (DoorLoop loop : loops) {
            closed.add(loop.shutdown(patience));
        }
        TunnelDrain tunnels = new TunnelDrain(vertx, caps, loops, patience);
        return Future.join(closed).transform(done -> {
            tunnels.end();
            return undeploy();
        });
    }

    private Future<Void> undeploy() {
        List<Future<Void>> undeployed = new ArrayList<>();
        for (DoorLoop loop : loops) {
            String id = loop.deployment();
            if (id != null) {
                undeployed.add(vertx.undeploy(id).otherwiseEmpty()); // fails only for one that never came up
            }
        }
        return Future.join(undeployed).mapEmpty();
    }
}

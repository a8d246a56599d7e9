package dev.sluice.proxy;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.port.FaultReports;
import dev.sluice.core.port.RequestLog;
import dev.sluice.proxy.header.TrustedProxies;
import dev.sluice.proxy.http.ConnectionCaps;
import dev.sluice.proxy.http.LoopScope;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The listener that clients talk to, HTTP/1.1 in clear text so far, spread over event loops that share one port. A request
 * stays on the loop that took it; the routing table is all it reads of the rest of the process.
 */
public final class FrontDoor {

    /** Vert.x shares a free port among listeners that ask for the same negative one. */
    private static final AtomicInteger FREE_PORTS = new AtomicInteger();

    private final Vertx vertx;
    private final List<DoorLoop> loops;
    private final ConnectionCaps caps;

    private FrontDoor(Vertx vertx, List<DoorLoop> loops, ConnectionCaps caps) {
        this.vertx = vertx;
        this.loops = loops;
        this.caps = caps;
    }

    /**
     * Opens the front door; it takes requests when the future completes, which fails if the port is taken.
     *
     * @param data where the event loops are; nothing else should run there
     * @param table read once per request, on any event loop
     * @throws IllegalArgumentException if a trusted proxy is no address
     */
    public static Future<FrontDoor> open(
            Vertx data, ProxyOptions options, Supplier<RoutingTable> table, FaultReports faults, RequestLog log) {
        TrustedProxies trusted = new TrustedProxies(options.trustedProxies());
        ConnectionCaps caps = new ConnectionCaps(options.clients());
        int port = options.port() == 0 ? -FREE_PORTS.incrementAndGet() : options.port();
        List<DoorLoop> loops = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < options.eventLoops(); i++) {
            DoorLoop loop = new DoorLoop(
                    options, port, vertx -> new LoopScope(vertx, options, table, faults, log, trusted, caps));
            loops.add(loop);
            deployed.add(data.deployVerticle((Deployable) loop));
        }
        FrontDoor door = new FrontDoor(data, List.copyOf(loops), caps);
        return Future.join(deployed)
                .compose(all ->
                        Future.join(door.loops.stream().map(DoorLoop::open).toList()))
                .map(door)
                .recover(failure -> door.shutdown(Duration.ZERO).transform(done -> Future.failedFuture(failure)));
    }

    /** The port that clients connect to. */
    public int httpPort() {
        return loops.get(0).port();
    }

    /** How many event loops take part. */
    int eventLoops() {
        return (int) loops.stream().map(DoorLoop::eventLoop).distinct().count();
    }

    /** Client connections that are open now. */
    public int connections() {
        return caps.open();
    }

    /** A new routing table is out. Any thread; returns at once. */
    public void published() {
        loops.forEach(DoorLoop::published);
    }

    /**
     * Goes down: listeners and idle connections close at once, requests in flight get up to that patience and their answers
     * say that the connection closes. Completes at once when nothing is in flight.
     */
    public Future<Void> shutdown(Duration patience) {
        List<Future<Void>> closed = new ArrayList<>();
        for (DoorLoop loop : loops) {
            closed.add(loop.shutdown(patience));
        }
        return Future.join(closed).transform(done -> undeploy());
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

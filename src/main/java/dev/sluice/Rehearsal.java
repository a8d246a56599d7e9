package dev.sluice;

import dev.sluice.core.Publication;
import dev.sluice.core.port.Clock;
import dev.sluice.proxy.FrontDoor;
import dev.sluice.proxy.ProxyOptions;
import dev.sluice.watchdog.WatchdogOptions;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failover of a made-up site, played over loopback by the real rooms before the doors open. What a JVM has never run takes
 * it some hundred times longer, and a gateway's death is just that: a burst of broken connections, repeated requests and new
 * connections. Without this the requests of the first half second after the first death wait for interpreter and compilers.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final long CLOSING_S = 5;

    private final Vertx data;
    private final ProxyOptions options;
    private final long begun = System.nanoTime();
    private final Duration longest;
    private final Closers closers = new Closers();
    private final CompletableFuture<Void> moved = new CompletableFuture<>();
    private volatile @Nullable FrontDoor frontDoor;
    private volatile boolean over;

    private Rehearsal(Vertx data, ProxyOptions options, Duration longest) {
        this.data = data;
        this.options = options;
        this.longest = longest;
    }

    /**
     * Plays it. What goes wrong in it is no reason not to start. Blocks, so not for an event loop.
     *
     * @param data where the front door will be
     * @param options how it will be set up
     * @param longest that it may take, but for a little for closing: more is better for those who come first, but the start
     *     waits for it; zero: it is not played
     * @return whether the made-up route moved in this time
     */
    static boolean play(Vertx data, ProxyOptions options, Duration longest) throws InterruptedException {
        if (longest.isZero()) {
            return false;
        }
        Rehearsal rehearsal = new Rehearsal(data, options, longest);
        try {
            rehearsal.play();
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("The rehearsal ended before its time: {}", e.toString());
            return false;
        } finally {
            rehearsal.close();
        }
    }

    private void play() throws InterruptedException, ExecutionException, TimeoutException {
        HttpServer home = peer(Rehearsal::breakOff);
        HttpServer sibling = peer(Rehearsal::answer);
        RehearsalSite site = new RehearsalSite(home.actualPort(), sibling.actualPort());
        ControlVerticle control = new ControlVerticle(
                Clock.SYSTEM,
                site,
                new RehearsalSite.Forgetful(),
                new RehearsalSite.Forgetful(),
                new RehearsalSite.Blank(),
                WatchdogOptions.of(ProgramVersion.TEXT),
                news -> published(site, news));
        deploy(control);
        FrontDoor door = opened(
                FrontDoor.open(data, options.withHttp(RehearsalSite.HOST, 0), control::table, control, request -> {}),
                open -> open.shutdown(Duration.ZERO));
        frontDoor = door;
        for (int i = 0; i < options.eventLoops(); i++) {
            deploy(new RehearsalCaller(door.httpPort(), () -> over));
        }
        TimeUnit.NANOSECONDS.sleep(left() * 2 / 3);
        await(home.close());
        moved.get(left(), TimeUnit.NANOSECONDS);
    }

    private void published(RehearsalSite site, Publication publication) {
        FrontDoor door = frontDoor;
        if (door != null) {
            door.published();
        }
        if (site.isServedBySibling(publication.snapshot())) {
            moved.complete(null);
        }
    }

    private HttpServer peer(Handler<HttpServerRequest> behaviour)
            throws InterruptedException, ExecutionException, TimeoutException {
        HttpServer server = data.createHttpServer().requestHandler(behaviour);
        return opened(server.listen(0, RehearsalSite.HOST), HttpServer::close);
    }

    /** A gateway that is about to die: of all requests only probes are answered. */
    private static void breakOff(HttpServerRequest request) {
        if (request.path().equals(RehearsalCaller.PATH)) {
            request.connection().close();
        } else {
            request.response().end();
        }
    }

    private static void answer(HttpServerRequest request) {
        request.response().putHeader("Connection", "close").end(RehearsalSite.DOMAIN);
    }

    private void deploy(Deployable verticle) throws InterruptedException, ExecutionException, TimeoutException {
        opened(data.deployVerticle(verticle), data::undeploy);
    }

    /** Waits for it; it is closed in the end even if it opens too late. */
    private <T> T opened(Future<T> opening, Function<T, Future<?>> closer)
            throws InterruptedException, ExecutionException, TimeoutException {
        closers.add(() -> opening.transform(
                done -> done.succeeded() ? closer.apply(done.result()).mapEmpty() : Future.succeededFuture()));
        return await(opening);
    }

    private <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(left(), TimeUnit.NANOSECONDS);
    }

    private long left() {
        return Math.max(0, longest.toNanos() - (System.nanoTime() - begun));
    }

    private void close() throws InterruptedException {
        over = true; // whatever fails to close, nobody calls any more: that would take all processors for good
        try {
            closers.close().toCompletionStage().toCompletableFuture().get(CLOSING_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The rehearsal did not close in {} s: {}", CLOSING_S, e.toString());
        }
    }
}

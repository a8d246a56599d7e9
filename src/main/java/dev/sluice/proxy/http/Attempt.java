package dev.sluice.proxy.http;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.Failure;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One try of a request on one upstream, from the wait for a connection to the answer's head. An exchange has at most one
 * that counts; whatever a former one still reports falls silent, and what it still gets is given back.
 */
final class Attempt {

    /** Neighbours among the attempts that wait for the same origin. */
    @Nullable
    Attempt before;

    @Nullable
    Attempt after;

    private final Exchange exchange;
    private final Upstream upstream;
    private final Origin origin;
    private final boolean lastResort;
    private final boolean http2;
    private final HeadWait wait;
    private @Nullable HttpClientRequest request;
    private @Nullable UpstreamLink link;
    private boolean waiting;
    private boolean over;
    private boolean held;
    private @Nullable TurnWait turn;
    private long sentNanos;
    private int interims;

    Attempt(Exchange exchange, Upstream upstream, boolean lastResort) {
        this.exchange = exchange;
        this.upstream = upstream;
        this.lastResort = lastResort;
        this.origin = exchange.loop().origins().of(upstream);
        this.http2 = origin.isMultiplexed() && !exchange.asksForUpgrade();
        this.wait = new HeadWait(exchange, this);
    }

    Upstream upstream() {
        return upstream;
    }

    /** Monotonic, 0 if nothing was sent. */
    long sentNanos() {
        return sentNanos;
    }

    /** Takes a connection, and sends the request on it, once its turn has come. */
    void start() {
        origin.join(this);
        waiting = true;
        if (upstream.vitals().tryAcquire()) {
            connect();
        } else {
            turn = new TurnWait(this);
            turn.begin();
        }
    }

    /** The peer counts it as in flight from now on. */
    void connect() {
        held = true;
        if (http2 || upstream.isTls()) {
            wait.begin(); // a connection may take as long as an answer: it is there when the upstream speaks
        }
        Future<HttpClientRequest> connection;
        try {
            connection = origin.request(http2, lastResort);
        } catch (RuntimeException e) {
            connection = Future.failedFuture(e);
        }
        connection.onComplete(this::connected);
    }

    private void connected(AsyncResult<HttpClientRequest> result) {
        if (over) {
            if (result.succeeded()) {
                discard(result.result());
            }
        } else if (result.succeeded()) {
            send(result.result());
        } else {
            new NoConnection(this, exchange.course(), origin, lastResort).judge(result.cause());
        }
    }

    /** Makes the peer suspect; only the first to do so tells of it. */
    void report(String evidence, long sinceNanos) {
        if (upstream.vitals().suspect()) {
            exchange.loop().faults().suspect(upstream.peerId(), evidence, sinceNanos);
        }
    }

    /** Its turn did not come. */
    void crowdedOut() {
        end();
        exchange.course().nextIfAny(lastResort, Failure.UPSTREAM_BUSY);
    }

    /** Leaves for the next candidate, unless the request was sent. */
    void moveOn(Throwable cause) {
        if (!over && request == null) {
            end();
            exchange.course().dialNext(upstream, lastResort, cause);
        }
    }

    /** The peer is DOWN: leaves if there is a better place, and if the request may go there. */
    void rescue(RoutingTable table) {
        if (over || lastResort || request != null && !exchange.course().mayResend()) {
            return;
        }
        Upstream better = exchange.course().candidates().newest(table);
        if (better != null) {
            boolean sent = request != null;
            abandon();
            exchange.course().rescued(upstream, better, sent);
        }
    }

    private void send(HttpClientRequest fresh) {
        request = fresh;
        fresh.exceptionHandler(failure -> {}); // the response future tells the same
        UpstreamLink connection = UpstreamLink.of(fresh.connection());
        link = connection;
        connection.attach(this, upstream.vitals());
        try {
            exchange.writeHead(fresh, connection, upstream);
        } catch (RuntimeException e) {
            fail(Failure.BAD_REQUEST); // a field that Netty would not write
            return;
        }
        fresh.continueHandler(v -> interim100());
        fresh.earlyHintsHandler(exchange::earlyHints);
        fresh.response().onComplete(this::answered);
        sentNanos = System.nanoTime();
        Upload upload = exchange.upload();
        if (upload == null) {
            fresh.end();
        } else {
            upload.start(fresh, connection, this);
        }
        wait.begin();
    }

    /** The request's last byte was sent: from now on the upstream owes an answer. */
    void bodySent() {
        if (waiting) {
            wait.begin();
        }
    }

    /** The upstream owes an answer for too long. */
    void timedOut() {
        exchange.course().countFailed();
        fail(Failure.UPSTREAM_TIMEOUT);
    }

    private void interim100() {
        if (interim()) {
            exchange.continues();
        }
    }

    /** Counts a 1xx answer; false if it was one too many. */
    boolean interim() {
        if (over) {
            return false;
        }
        if (++interims > exchange.loop().options().upstreams().interim()) {
            exchange.course().countFailed();
            fail(Failure.UPSTREAM_INVALID);
            return false;
        }
        return true;
    }

    /** The upstream agreed to another protocol; false if that was not asked for, or is not the one. */
    boolean switches(Http1UpstreamLink connection, HttpResponse answer) {
        return !over && exchange.switches(this, connection, answer);
    }

    private void answered(AsyncResult<HttpClientResponse> result) {
        if (result.succeeded()) {
            result.result().exceptionHandler(failure -> {}); // until someone takes it; without one Vert.x logs an error
        }
        if (over) {
            return;
        }
        if (result.failed()) {
            died(result.cause());
            return;
        }
        leaveOrigin();
        exchange.headCame(this, result.result());
    }

    /** The connection was lost before the answer's head. */
    private void died(Throwable cause) {
        boolean closed = cause instanceof HttpClosedException || cause instanceof IOException;
        boolean silent = interims == 0 && (link == null || !link.hasHeard());
        boolean unprocessed =
                exchange.upload() == null && request != null && link != null && link.isUnprocessed(cause, request);
        end();
        if (link != null) {
            link.failed(cause);
        }
        if (unprocessed) {
            exchange.course().redial(upstream);
        } else if (closed && silent && exchange.course().mayResend() && !exchange.asksForUpgrade()) {
            exchange.course().replay(upstream);
        } else {
            exchange.course().countFailed();
            exchange.fail(closed ? Failure.UPSTREAM_CLOSED : Failure.UPSTREAM_INVALID);
        }
    }

    /** Whether its request is on that stream of a connection in HTTP/2. */
    boolean isOnStream(int stream) {
        return request != null && request.streamId() == stream;
    }

    Exchange exchange() {
        return exchange;
    }

    void fail(Failure failure) {
        abandon();
        exchange.fail(failure);
    }

    /** Gives everything back, and cuts what is under way. */
    void abandon() {
        HttpClientRequest open = over ? null : request;
        end();
        if (open != null && link != null) {
            link.giveUp(open, sentNanos);
        }
    }

    /** As {@link #abandon()}, for an answer that is complete while its request is not: that connection cannot go on. */
    void poison() {
        HttpClientRequest open = over ? null : request;
        end();
        if (open != null && link != null) {
            link.poison(open);
        }
    }

    /** The attempt is over, well or badly; what it holds is released exactly once. */
    void end() {
        if (!over) {
            handOver();
            if (held) {
                upstream.vitals().release();
            } else if (turn != null) {
                turn.end();
            }
        }
    }

    /** The attempt is over, and its connection a tunnel's, which has to release the peer. */
    void handOver() {
        over = true;
        leaveOrigin();
        if (link != null) {
            link.detach(this);
        }
    }

    private void leaveOrigin() {
        wait.end();
        if (waiting) {
            waiting = false;
            origin.leave(this);
        }
    }

    private static void discard(HttpClientRequest late) {
        late.exceptionHandler(failure -> {});
        late.reset(0);
    }
}

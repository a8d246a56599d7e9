package dev.sluice.proxy.http;

import dev.sluice.proxy.UpstreamLimits;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream in HTTP/2. A request takes a stream only when it can be sent at once:
 * the pool of Vert.x never gives back the place of a stream that was taken and not used. A connection counts from the
 * upstream's SETTINGS on; if they do not come, the dial has failed, although TCP said yes.
 */
final class Http2Pool {

    private static final int MOST_CONNECTIONS = 8;

    private final HttpClientAgent client;
    private final Wheel wheel;
    private final UpstreamLimits limits;
    private final HttpConnectOptions address;
    private final RequestOptions request;
    private final List<Http2Line> lines = new ArrayList<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private int dialling;
    private boolean retired;

    Http2Pool(HttpClientAgent client, Wheel wheel, UpstreamLimits limits, RequestOptions request) {
        this.client = client;
        this.wheel = wheel;
        this.limits = limits;
        this.request = request;
        this.address = new HttpConnectOptions()
                .setServer(request.getServer())
                .setHost(request.getHost())
                .setPort(request.getPort())
                .setSsl(request.isSsl())
                .setSslOptions(request.getSslOptions());
    }

    /**
     * A request that can be sent at once, or fails like a dial.
     *
     * @param patienceNanos how long to wait for it
     */
    Future<HttpClientRequest> request(long patienceNanos) {
        Http2Line free = waiters.isEmpty() ? free() : null;
        if (free != null) {
            return free.request(request);
        }
        if (waiters.size() >= limits.waiting()) {
            return Future.failedFuture(new ConnectionPoolTooBusyException(
                    "waiting for a stream: actual " + limits.waiting() + ", expected fewer"));
        }
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        wheel.schedule(waiter, System.nanoTime() + patienceNanos);
        dialIfNeeded();
        return waiter.promise.future();
    }

    private @Nullable Http2Line free() {
        for (Http2Line line : lines) {
            if (line.hasRoom()) {
                return line;
            }
        }
        return null;
    }

    /** One connection takes many requests, so one dial at a time is enough. */
    private void dialIfNeeded() {
        if (dialling == 0 && !waiters.isEmpty() && lines.size() < MOST_CONNECTIONS) {
            dialling++;
            new Dial().begin();
        }
    }

    /** A stream or a connection became free. */
    void serve() {
        while (!waiters.isEmpty()) {
            Http2Line free = free();
            if (free == null) {
                break;
            }
            Waiter next = waiters.remove();
            wheel.cancel(next);
            free.request(request).onComplete(next.promise);
        }
        dialIfNeeded();
    }

    /** The connection takes no new requests any more. */
    void lost(Http2Line line) {
        if (lines.remove(line)) {
            dialIfNeeded();
        }
    }

    private void dialFailed(Throwable cause) {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        for (Waiter waiter : all) {
            wheel.cancel(waiter);
            waiter.promise.tryFail(cause);
        }
    }

    /** Nothing leads here any more: connections end with their last requests. */
    void retire() {
        retired = true;
        List.copyOf(lines).forEach(Http2Line::retire);
    }

    private Exception timeout() {
        String upstream = request.getHost() + ":" + request.getPort();
        return lines.isEmpty()
                ? new ConnectTimeoutException("no HTTP/2 connection to " + upstream)
                : new TimeoutException("no stream to " + upstream);
    }

    /** A request that waits for a stream. */
    private final class Waiter extends Wheel.Entry {

        private final Promise<HttpClientRequest> promise = Promise.promise();

        @Override
        protected void expired(long nanos) {
            waiters.remove(this);
            promise.tryFail(timeout());
        }
    }

    /** One connection in the making. */
    private final class Dial extends Wheel.Entry {

        private boolean over;

        void begin() {
            wheel.schedule(this, System.nanoTime() + limits.acquire().toNanos());
            client.connect(address).onComplete(this::connected);
        }

        private void connected(AsyncResult<HttpClientConnection> result) {
            if (over) {
                if (result.succeeded()) {
                    result.result().close();
                }
                return;
            }
            end();
            if (result.failed()) {
                dialFailed(result.cause());
                return;
            }
            if (!Http2Line.canBe(result.result())) {
                result.result().close();
                dialFailed(new SSLException("HTTP/2 was not agreed upon"));
                return;
            }
            Http2Line line = new Http2Line(Http2Pool.this, result.result(), wheel, limits);
            if (retired) {
                line.retire();
            } else {
                lines.add(line);
            }
            serve();
        }

        private void end() {
            over = true;
            dialling--;
            wheel.cancel(this);
        }

        @Override
        protected void expired(long nanos) {
            end();
            dialFailed(timeout());
        }
    }
}

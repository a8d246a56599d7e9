package dev.sluice.proxy.http;

import dev.sluice.proxy.ClientLimits;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.ResponseHead;
import dev.sluice.proxy.mirror.Copy;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way up. Nothing of it is read before a connection to an upstream exists; from then on it is
 * read no faster than the upstream takes it, and may not come slower than the limits say.
 *
 * <p>Where HTTP/2 tells a body's end apart from its length, the upstream gets what completes the request only with the
 * end: there may come more than was promised, and the request is malformed then (RFC 9113 8.1.1).
 */
final class Upload extends Wheel.Entry {

    private static final long CHECK_NANOS = 1_000_000_000L;

    private final Exchange exchange;
    private final HttpServerRequest source;
    private @Nullable HttpClientRequest sink;
    private @Nullable UpstreamLink link;
    private @Nullable Attempt attempt;
    private @Nullable HttpHeaders trailers;
    private @Nullable Copy copy;
    private Future<Void> sent = Future.succeededFuture();
    private boolean awaitsContinue;
    private final long promised;
    private @Nullable Buffer last;
    private boolean paused = true;
    private boolean done;
    private long bytes;
    private long most = Long.MAX_VALUE;
    private long listenedNanos;
    private long checkedNanos;
    private long progressNanos;

    Upload(Exchange exchange, HttpServerRequest source, boolean awaitsContinue) {
        this.exchange = exchange;
        this.source = source;
        this.awaitsContinue = awaitsContinue;
        this.promised = exchange.client().promisedBytes();
        source.exceptionHandler(failure -> {}); // the answer's close handler tells the same
        source.pause();
    }

    boolean isDone() {
        return done;
    }

    /** Whether the client is to send more; else the upstream is to take what is here. */
    boolean isListening() {
        return !paused && !done;
    }

    long bytes() {
        return bytes;
    }

    /** The route takes no more than that; what comes beyond it ends the request. */
    void limit(long bytesAtMost) {
        most = bytesAtMost;
    }

    /** What comes goes there too, as far as that wants it. */
    void copyTo(Copy chosen) {
        copy = chosen;
    }

    /** When a byte last moved, monotonic. */
    long lastProgressNanos() {
        return progressNanos;
    }

    /** Sends head and body on this connection; never called twice. */
    void start(HttpClientRequest to, UpstreamLink connection, Attempt by) {
        sink = to;
        link = connection;
        attempt = by;
        progressNanos = System.nanoTime();
        checkedNanos = progressNanos;
        to.drainHandler(v -> listen());
        source.handler(this::chunk);
        source.endHandler(v -> ended());
        if (promised != 0) {
            sent = to.sendHead();
        }
        exchange.loop().wheel().schedule(this, progressNanos + CHECK_NANOS);
        listen();
    }

    private void listen() {
        if (paused && !done) {
            paused = false;
            progressNanos = System.nanoTime();
            source.resume();
        }
    }

    private void chunk(Buffer chunk) {
        if (chunk.length() == 0) {
            return; // a frame of HTTP/2 without bytes
        }
        bytes += chunk.length();
        if (bytes > most) {
            exchange.fail(Failure.BODY_TOO_LARGE);
            return;
        }
        if (copy != null) {
            copy.add(chunk);
        }
        awaitsContinue = false;
        progressNanos = System.nanoTime();
        HttpClientRequest to = sink;
        if (to != null && bytes == promised) {
            last = chunk;
        } else if (to != null) {
            sent = to.write(chunk);
            if (to.writeQueueFull()) {
                paused = true;
                source.pause();
            }
        }
    }

    private void ended() {
        done = true;
        exchange.loop().wheel().cancel(this);
        HttpClientRequest to = sink;
        if (to != null && attempt != null) {
            progressNanos = System.nanoTime();
            if (last != null) {
                sent = to.write(last);
                last = null;
            } else if (promised == 0) {
                sent = to.sendHead();
            }
            if (link != null && trailers != null && !trailers.isEmpty()) {
                link.end(to, sent, trailers);
            } else {
                to.end();
            }
            attempt.bodySent();
        }
        if (copy != null) {
            copy.send();
        }
    }

    /** The body is due now: the upstream said 100, or nothing for too long. False if it was before. */
    boolean continued() {
        boolean awaited = awaitsContinue;
        awaitsContinue = false;
        progressNanos = System.nanoTime();
        return awaited;
    }

    /** Trailers will come with the body's end. */
    void trailers(Iterable<Map.Entry<String, String>> received) {
        HttpHeaders passed = DefaultHttpHeadersFactory.trailersFactory().newHeaders();
        for (Map.Entry<String, String> field : received) {
            if (ResponseHead.mayTrail(field.getKey())) {
                passed.add(field.getKey(), field.getValue());
            }
        }
        trailers = passed;
    }

    /**
     * Sends nothing more; what still comes is dropped. It is read on, as Vert.x would not release what it holds back for a
     * paused reader when the connection closes.
     */
    void stop() {
        sink = null;
        last = null;
        if (copy != null && !done) {
            copy.giveUp();
        }
        if (!done && !source.isEnded()) {
            source.resume();
        }
        exchange.loop().wheel().cancel(this);
    }

    @Override
    protected void expired(long now) {
        ClientLimits limits = exchange.loop().options().clients();
        if (awaitsContinue) {
            exchange.continues(); // an upstream that knows nothing of 100 waits for the body, and the client for it
        } else if (!paused) {
            listenedNanos += now - checkedNanos;
            boolean idle = now - progressNanos >= limits.bodyIdle().toNanos();
            boolean slow = listenedNanos > limits.bodyRateGrace().toNanos()
                    && bytes < limits.bodyRate() * (listenedNanos / 1e9);
            if (idle || slow) {
                exchange.fail(Failure.SLOW_BODY);
                return;
            }
        }
        checkedNanos = now;
        exchange.loop().wheel().schedule(this, now + CHECK_NANOS);
    }
}

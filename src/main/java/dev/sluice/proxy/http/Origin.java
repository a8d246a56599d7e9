package dev.sluice.proxy.http;

import dev.sluice.core.RoutingTable;
import dev.sluice.core.balance.Approach;
import dev.sluice.core.balance.Upstream;
import dev.sluice.proxy.UpstreamLimits;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upstream as one event loop sees it: how to reach it, and which attempts wait for a connection or a head from it. A
 * ring of attempts, so that joining and leaving cost nothing.
 */
final class Origin {

    private final LoopScope loop;
    private final Upstream upstream;
    private final @Nullable Http2Pool http2;
    private final UpstreamLimits limits;
    private final HttpClient http1;
    private @Nullable RequestOptions dial;
    private @Nullable RequestOptions lastResort;
    private @Nullable Attempt first;
    private int waiting;

    Origin(LoopScope loop, Upstream upstream) {
        this.loop = loop;
        this.upstream = upstream;
        this.limits = loop.options().upstreams();
        this.http1 = upstream.isTls() ? loop.tlsClient() : loop.client();
        this.http2 = upstream.speaksHttp2() ? http2Pool() : null;
    }

    private Http2Pool http2Pool() {
        RequestOptions options = options(limits.acquire());
        if (upstream.approach() instanceof Approach.Https https) {
            options.setSslOptions(loop.upstreamTls().options(https.tls(), true));
            return new Http2Pool(loop.http2TlsClient(), loop.wheel(), limits, options);
        }
        return new Http2Pool(loop.http2Client(), loop.wheel(), limits, options);
    }

    /** The pool's key is the upstream's address; a client's Host in it would make a pool for each name it invents. */
    private RequestOptions options(Duration patience) {
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(upstream.port(), upstream.host()))
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setConnectTimeout(patience.toMillis());
        if (upstream.isTls()) {
            options.setSsl(true)
                    .setHost(loop.upstreamTls().serverName(upstream))
                    .setSslOptions(loop.upstreamTls().options(upstream));
        }
        return options;
    }

    Upstream upstream() {
        return upstream;
    }

    /** Whether many requests share a connection. */
    boolean isMultiplexed() {
        return http2 != null;
    }

    /**
     * A request to it, in HTTP/2 if it speaks that and is asked to, once a connection has room; it fails like a dial.
     *
     * @throws IllegalStateException if a certificate of our own is asked for that is not at hand
     */
    Future<HttpClientRequest> request(boolean multiplexed, boolean asLastResort) {
        if (multiplexed && http2 != null) {
            Duration patience = asLastResort ? limits.lastResortDial() : limits.acquire();
            return http2.request(patience.toNanos());
        }
        return http1.request(asLastResort ? lastResort() : dial());
    }

    private RequestOptions dial() {
        RequestOptions options = dial == null ? options(limits.acquire()) : dial;
        dial = options;
        return options;
    }

    private RequestOptions lastResort() {
        RequestOptions options = lastResort == null ? options(limits.lastResortDial()) : lastResort;
        lastResort = options;
        return options;
    }

    /** Nothing leads here any more. */
    void dropped() {
        if (http2 != null) {
            http2.retire();
        }
    }

    boolean isIdle() {
        return waiting == 0;
    }

    void join(Attempt attempt) {
        attempt.after = first;
        if (first != null) {
            first.before = attempt;
        }
        first = attempt;
        waiting++;
    }

    void leave(Attempt attempt) {
        Attempt before = attempt.before;
        Attempt after = attempt.after;
        if (before != null) {
            before.after = after;
        } else {
            first = after;
        }
        if (after != null) {
            after.before = before;
        }
        attempt.before = null;
        attempt.after = null;
        waiting--;
    }

    /** A dial failed: all that wait for a connection move on now, or they would fail one dial after another. */
    void dialFailed(Throwable cause) {
        for (Attempt attempt : waiting()) {
            attempt.moveOn(cause);
        }
    }

    /** The peer is DOWN. */
    void peerDown(RoutingTable table) {
        for (Attempt attempt : waiting()) {
            attempt.rescue(table);
        }
    }

    /** A copy, oldest first: those who move on leave the ring while we go round. */
    private List<Attempt> waiting() {
        List<Attempt> all = new ArrayList<>(waiting);
        for (Attempt a = first; a != null; a = a.after) {
            all.add(a);
        }
        Collections.reverse(all);
        return all;
    }
}

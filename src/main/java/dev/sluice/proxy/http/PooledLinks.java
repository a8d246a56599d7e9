package dev.sluice.proxy.http;

import dev.sluice.core.balance.PeerVitals;
import dev.sluice.proxy.ProxyOptions;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The open connections in HTTP/1 to upstreams, of one event loop. */
final class PooledLinks {

    private final HttpDecoderConfig limits;
    private final Set<Http1UpstreamLink> open = new HashSet<>();

    PooledLinks(ProxyOptions options) {
        limits = AnswerCodec.limits(options);
    }

    /** Looks after a fresh connection. */
    void install(HttpConnection fresh) {
        open.add(Http1UpstreamLink.install(fresh, limits, open::remove));
    }

    /** Closes those to that peer on which nothing is under way: what was silent to a new connection is so to an old one. */
    void closeIdle(PeerVitals peer) {
        List.copyOf(open).forEach(link -> link.closeIfIdle(peer));
    }
}

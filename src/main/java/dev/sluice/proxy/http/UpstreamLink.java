package dev.sluice.proxy.http;

import dev.sluice.core.balance.PeerVitals;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.StreamResetException;

/** Our eye on one upstream connection: which attempts use it, whether anything was heard, where a read ends. */
interface UpstreamLink {

    AttributeKey<UpstreamLink> KEY = AttributeKey.valueOf(UpstreamLink.class, "link");

    /** What was put on that connection. */
    static UpstreamLink of(HttpConnection connection) {
        return UpstreamChannel.contextOf(connection).channel().attr(KEY).get();
    }

    /** The attempt uses the connection from now on. */
    void attach(Attempt next, PeerVitals peer);

    void detach(Attempt old);

    /** Where the fields of a request without a body are to be written, all of them. */
    default MultiMap fieldsOfBodiless(HttpClientRequest request) {
        return request.headers();
    }

    /** Whether anything came since the attempt took the connection that may be of its answer; interim ones aside. */
    boolean hasHeard();

    /** The client does not take what came on the connection, or takes it again: what comes after is told in its turn. */
    default void holdBack(boolean holds) {}

    /** A request failed of that: if the connection did as a whole, no other may meet it while it closes. */
    default void failed(Throwable cause) {}

    /** Whether the upstream said that it did not come to that stream before it goes. */
    boolean leftOut(int stream);

    /** Whether the upstream says, by how the request failed, that it did nothing with it (RFC 9113 8.7). */
    default boolean isUnprocessed(Throwable cause, HttpClientRequest sent) {
        if (cause instanceof StreamResetException reset) {
            return reset.getCode() == Http2Error.REFUSED_STREAM.code();
        }
        if (cause instanceof Http2Exception failure) {
            return failure.error() == Http2Error.REFUSED_STREAM; // no stream was to be had any more
        }
        return leftOut(sent.streamId());
    }

    /**
     * Ends that request's body with these.
     *
     * @param sent when all that was written of the body has left
     */
    void end(HttpClientRequest request, Future<Void> sent, HttpHeaders trailers);

    /**
     * Cuts a request whose answer nobody waits for any more.
     *
     * @param sentNanos when it was sent
     */
    default void giveUp(HttpClientRequest request, long sentNanos) {
        request.reset(Http2Error.CANCEL.code());
    }

    /** Cuts a request whose answer is complete while it is not. */
    void poison(HttpClientRequest request);
}

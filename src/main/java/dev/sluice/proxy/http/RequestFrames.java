package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a client's HTTP/2 connection before Vert.x gets to see them: heads that are malformed reset their stream
 * (RFC 9113 8.1.1), and what Vert.x drops is told: a head's authority, whether a body follows, and trailers.
 */
final class RequestFrames extends Http2FrameListenerDecorator {

    /** Who is told. Event loop. */
    interface Watcher {

        /**
         * A head is complete; its request begins right after.
         *
         * @param authority as the client wrote it; empty if it named none
         * @param endsStream whether there is no body
         */
        void head(String authority, boolean endsStream);

        /**
         * The client takes more.
         *
         * @param stream 0 if of all streams
         */
        void granted(int stream);

        /** A body ended with these. */
        void trailers(Http2Stream stream, Iterable<Map.Entry<String, String>> fields);
    }

    private final Http2Connection streams;
    private final Http2Connection.PropertyKey begun;
    private final Watcher watcher;

    RequestFrames(Http2FrameListener next, Http2Connection streams, Watcher watcher) {
        super(next);
        this.streams = streams;
        this.begun = streams.newKey();
        this.watcher = watcher;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        look(streamId, headers, endOfStream);
        super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        look(streamId, headers, endOfStream);
        super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) throws Http2Exception {
        super.onWindowUpdateRead(ctx, streamId, increment);
        watcher.granted(streamId);
    }

    private void look(int streamId, Http2Headers headers, boolean endOfStream) throws Http2Exception {
        Http2Stream stream = streams.stream(streamId);
        if (stream == null) {
            return;
        }
        if (stream.getProperty(begun) == null) {
            throwIf(streamId, RequestFields.fault(headers));
            stream.setProperty(begun, Boolean.TRUE);
            CharSequence authority = headers.authority();
            CharSequence named = authority == null ? headers.get("host") : authority;
            watcher.head(named == null ? "" : named.toString(), endOfStream);
        } else {
            throwIf(streamId, RequestFields.trailerFault(headers));
            List<Map.Entry<String, String>> fields = new ArrayList<>(headers.size());
            headers.forEach(field -> fields.add(
                    Map.entry(field.getKey().toString(), field.getValue().toString())));
            watcher.trailers(stream, fields);
        }
    }

    private static void throwIf(int streamId, @Nullable String fault) throws Http2Exception {
        if (fault != null) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "malformed request: %s", fault);
        }
    }
}

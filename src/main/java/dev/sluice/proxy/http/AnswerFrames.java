package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Map;

/**
 * The frames of an upstream's HTTP/2 connection before Vert.x gets to see them: what could not be written into HTTP/1, and
 * what is no answer, resets its stream, and 1xx heads that Vert.x would take for final ones are dropped.
 */
final class AnswerFrames extends Http2FrameListenerDecorator {

    /** Who is told. Event loop. */
    interface Watcher {

        /** A frame of an answer is complete. */
        void came();

        /** A 1xx head was dropped. */
        void interim(int stream);

        /** An answer has come to its end, and was passed on. */
        void complete(int stream);
    }

    private static final String CONTINUE = "100";
    private static final String SWITCHING = "101";
    private static final String EARLY_HINTS = "103";
    private static final int STATUS_DIGITS = 3;

    private final Http2Connection streams;
    private final Watcher watcher;

    AnswerFrames(Http2FrameListener next, Http2Connection streams, Watcher watcher) {
        super(next);
        this.streams = streams;
        this.watcher = watcher;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        if (passes(streamId, headers, endOfStream)) {
            super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
            passed(streamId, endOfStream);
        }
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
        if (passes(streamId, headers, endOfStream)) {
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
            passed(streamId, endOfStream);
        }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        watcher.came();
        Http2Stream stream = streams.stream(streamId);
        if (stream != null && !stream.isHeadersReceived()) {
            throw malformed(streamId, "body without a head"); // Vert.x would wait for that head
        }
        int taken = super.onDataRead(ctx, streamId, data, padding, endOfStream);
        passed(streamId, endOfStream);
        return taken;
    }

    private void passed(int streamId, boolean endOfStream) {
        if (endOfStream) {
            watcher.complete(streamId);
        }
    }

    /** False for what is dropped. */
    private boolean passes(int streamId, Http2Headers headers, boolean endOfStream) throws Http2Exception {
        watcher.came();
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            boolean pseudo = field.getKey().length() > 0 && field.getKey().charAt(0) == ':';
            if (!pseudo && !RequestFields.isName(field.getKey()) || !RequestFields.isValue(field.getValue())) {
                throw malformed(streamId, "field");
            }
        }
        CharSequence status = headers.status();
        if (status == null) {
            return true; // trailers, or none at all, which Vert.x tells as an error
        }
        String code = status.toString();
        if (code.length() != STATUS_DIGITS
                || code.charAt(0) == '0'
                || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(streamId, "status");
        }
        if (code.charAt(0) == '1' && (endOfStream || code.equals(SWITCHING))) {
            throw malformed(streamId, "interim head"); // RFC 9113 8.1 and 8.6
        }
        if (code.charAt(0) != '1' || code.equals(CONTINUE) || code.equals(EARLY_HINTS)) {
            return true;
        }
        watcher.interim(streamId);
        return false;
    }

    private static Http2Exception malformed(int streamId, String what) {
        return Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "malformed answer: %s", what);
    }
}

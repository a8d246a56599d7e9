package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of a client's connection in HTTP/1, in the place of Vert.x's own: a small answer that is here as a whole becomes
 * one piece, head and body, which the kernel takes and TLS encrypts with less ado than two. Its body may come to here past
 * Vert.x, as it was read. On the event loop of its channel.
 */
final class AnswerEncoder extends HttpResponseEncoder {

    /** Larger bodies stay as they are: to copy one would cost more than a second piece. */
    static final int MOST_MERGED = AnswerCodec.CHUNK_BYTES;

    private static final int CRLF = '\r' << 8 | '\n';

    /** What a head may be longer than the one before it without the buffer having to grow. */
    private static final int ROOM = 128;

    private int headBytes = 512;
    private @Nullable ByteBuf body;
    private boolean merged;

    /**
     * Ends an answer whose head Vert.x has not written, with a body that it does not see.
     *
     * @param bytes the body as the head has it; at most {@link #MOST_MERGED}; taken over
     * @return when it was written; null if it was not written at once, as one whose channel is closed: nobody will get it
     */
    @Nullable
    Future<Void> end(HttpServerResponse response, ByteBuf bytes) {
        body = bytes;
        merged = false;
        try {
            Future<Void> written = response.end();
            return merged ? written : null;
        } finally {
            body = null;
            bytes.release();
        }
    }

    /** All that is written to a client in HTTP/1 is an answer, or a part of one. */
    @Override
    public boolean acceptOutboundMessage(Object message) {
        return true;
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
        if (!(message instanceof FullHttpResponse answer)) {
            super.encode(ctx, message, out);
            return;
        }
        ByteBuf content = body == null ? answer.content() : body;
        int length = content.readableBytes();
        if (length == 0
                || length > MOST_MERGED
                || isContentAlwaysEmpty(answer)
                || HttpUtil.isTransferEncodingChunked(answer)) {
            super.encode(ctx, message, out);
            return;
        }
        try {
            out.add(merge(ctx, answer, content));
            merged = true;
        } finally {
            answer.release();
        }
    }

    private ByteBuf merge(ChannelHandlerContext ctx, FullHttpResponse answer, ByteBuf content) throws Exception {
        int length = content.readableBytes();
        ByteBuf piece = ctx.alloc().buffer(headBytes + length);
        boolean whole = false;
        try {
            encodeInitialLine(piece, answer);
            encodeHeaders(answer.headers(), piece);
            ByteBufUtil.writeShortBE(piece, CRLF);
            headBytes = Math.max(piece.readableBytes() + ROOM, headBytes - headBytes / 16);
            piece.writeBytes(content, content.readerIndex(), length);
            whole = true;
            return piece;
        } finally {
            if (!whole) {
                piece.release();
            }
        }
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf buffer) {
        if (headers instanceof HeadersMultiMap fields) {
            fields.encode(buffer, false);
        } else {
            super.encodeHeaders(headers, buffer);
        }
    }
}

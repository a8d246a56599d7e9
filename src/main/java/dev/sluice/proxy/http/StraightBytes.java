package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The way of a body's bytes past Vert.x, from the upstream's read to the client's channel as they are. Vert.x would copy
 * them onto the heap, from where Netty copies them again. A small body that came as a whole is kept until its answer ends,
 * a moment later, and leaves with the head. With a larger one it begins behind the first bytes, which go with the head, and
 * goes on to the body's end; what is on it is the channel's to release.
 */
final class StraightBytes {

    private final ClientLink client;
    private @Nullable ChannelHandlerContext to;
    private @Nullable ByteBuf whole;

    StraightBytes(ClientLink client) {
        this.client = client;
    }

    /** Takes over a body's first bytes if they are all of it, and may leave with the head. */
    boolean keep(ByteBuf first, HttpClientResponse source, HttpServerResponse sink) {
        int bytes = first.readableBytes();
        if (bytes > AnswerEncoder.MOST_MERGED || sink.headWritten() || sink.isChunked() || !client.takesWhole()) {
            return false;
        }
        String length = source.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.equals(Integer.toString(bytes))) {
            return false;
        }
        whole = first;
        return true;
    }

    /** Hands out what was kept; null if there is nothing. */
    @Nullable
    ByteBuf kept() {
        ByteBuf kept = whole;
        whole = null;
        return kept;
    }

    /** Hands out what was kept for a way through Vert.x after all, because its end has not come; null if there is nothing. */
    @Nullable
    Buffer keptForVertx() {
        ByteBuf kept = kept();
        if (kept == null) {
            return null;
        }
        Buffer copy = Buffer.buffer(ByteBufUtil.getBytes(kept));
        kept.release();
        return copy;
    }

    /** Nothing will come of what was kept. */
    void drop() {
        ByteBuf kept = kept();
        if (kept != null) {
            kept.release();
        }
    }

    /** Begins if it can; true if it has begun. */
    boolean begin() {
        if (to == null) {
            to = client.straight();
        }
        return to != null;
    }

    /** Takes the bytes over; they leave with the next flush, or if there are many at once. */
    void write(ByteBuf bytes) {
        ChannelHandlerContext context = to;
        if (context == null) {
            throw new IllegalStateException("not begun");
        }
        context.write(new DefaultHttpContent(bytes));
        if (!context.channel().isWritable()) {
            context.flush(); // on most transports it can write again by that
        }
    }

    /** What was taken over leaves. */
    void flush() {
        if (to != null) {
            to.flush();
        }
    }
}

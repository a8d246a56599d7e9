package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The way of a large body's bytes past Vert.x, from the upstream's read to the client's channel as they are. Vert.x would
 * copy them onto the heap, from where Netty copies them again. It begins behind the first bytes, which go with the head, and
 * goes on to the body's end. What is on it is the channel's to release.
 */
final class StraightBytes {

    private final ClientLink client;
    private @Nullable ChannelHandlerContext to;

    StraightBytes(ClientLink client) {
        this.client = client;
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

package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;

/**
 * The first bytes of a connection in clear text, by which a client tells whether it speaks HTTP/2 (RFC 9113 3.3). Waits
 * for no more of them than it takes to know.
 */
final class PrefaceWait extends ChannelInboundHandlerAdapter {

    static final String NAME = "preface";

    private static final ByteBuf PREFACE = Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf());

    private final LoopScope loop;
    private final ClientChannel client;
    private final Runnable http1;
    private final Runnable http2;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private boolean begun;

    private PrefaceWait(LoopScope loop, ClientChannel client, Runnable http1, Runnable http2) {
        this.loop = loop;
        this.client = client;
        this.http1 = http1;
        this.http2 = http2;
    }

    /** Begins it; one of the two runs in the end, before the bytes are passed on. */
    static void begin(LoopScope loop, ClientChannel client, Runnable http1, Runnable http2) {
        client.pipeline().addFirst(NAME, new PrefaceWait(loop, client, http1, http2));
        client.expectWithin(loop.options().clients().keepAlive().toNanos());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        received = received.isReadable() ? Unpooled.wrappedBuffer(received, bytes) : bytes;
        int compared = Math.min(received.readableBytes(), PREFACE.readableBytes());
        boolean alike = received.slice(received.readerIndex(), compared).equals(PREFACE.slice(0, compared));
        if (!alike) {
            pass(ctx, http1);
        } else if (compared == PREFACE.readableBytes()) {
            pass(ctx, http2);
        } else if (!begun) {
            begun = true;
            client.expectWithin(loop.options().clients().head().toNanos());
        }
    }

    private void pass(ChannelHandlerContext ctx, Runnable speaker) {
        ByteBuf all = received;
        received = Unpooled.EMPTY_BUFFER;
        client.expectWithin(loop.options().clients().head().toNanos());
        speaker.run();
        ctx.fireChannelRead(all);
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        received.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        ctx.close();
    }
}

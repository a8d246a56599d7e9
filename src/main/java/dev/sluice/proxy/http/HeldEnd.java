package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The end of an upstream connection, which waits behind bytes that a slow client has not taken yet: Vert.x holds those
 * back, and would drop them and take the answer for cut.
 */
final class HeldEnd extends ChannelInboundHandlerAdapter {

    private boolean holds;
    private @Nullable ChannelHandlerContext ended;

    /** Bytes are held back; or no longer, once Vert.x has handed them out. */
    void holdBack(boolean holdsBack) {
        holds = holdsBack;
        if (!holdsBack && ended != null) {
            ended.executor().execute(this::tell);
        }
    }

    private void tell() {
        ChannelHandlerContext ctx = ended;
        if (ctx != null && !holds) {
            ended = null;
            ctx.fireChannelInactive();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (holds) {
            ended = ctx;
        } else {
            ctx.fireChannelInactive();
        }
    }
}

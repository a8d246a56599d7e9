package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The end of an answer, and of its connection, which wait behind bytes that a slow client has not taken yet. Those Vert.x
 * holds back: at the connection's end it would drop them and take the answer for cut, and at the answer's it would give
 * the connection to the next request, which would then wait for the slow client.
 */
final class HeldEnd extends ChannelInboundHandlerAdapter {

    private final ChannelHandlerContext last;
    private boolean holds;
    private @Nullable LastHttpContent answerEnd;
    private boolean ended;

    /**
     * An end that has not come.
     *
     * @param last whom it is to be told; Netty takes the pipeline of a closed channel apart, and nothing that is passed on
     *     in it after that arrives
     */
    HeldEnd(ChannelHandlerContext last) {
        this.last = last;
    }

    /** Bytes are held back; or no longer, once Vert.x has handed them out. */
    void holdBack(boolean holdsBack) {
        holds = holdsBack;
        if (!holdsBack && waits()) {
            last.executor().execute(this::tell);
        }
    }

    private boolean waits() {
        return ended || answerEnd != null;
    }

    private void tell() {
        if (holds) {
            return;
        }
        ChannelInboundHandler told = (ChannelInboundHandler) last.handler();
        try {
            LastHttpContent part = answerEnd;
            if (part != null) {
                answerEnd = null;
                told.channelRead(last, part);
                told.channelReadComplete(last);
            }
            if (ended) {
                ended = false;
                told.channelInactive(last);
            }
        } catch (Exception e) {
            last.fireExceptionCaught(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (holds && message instanceof LastHttpContent part) {
            answerEnd = part;
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (holds || waits()) {
            ended = true;
        } else {
            ctx.fireChannelInactive();
        }
    }
}

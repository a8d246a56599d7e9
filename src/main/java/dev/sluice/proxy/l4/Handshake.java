package dev.sluice.proxy.l4;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.function.Consumer;

/**
 * Waits behind the TLS handler for the end of its handshake, and leaves then. On success its place is taken before anything
 * that the client has said is passed on; on failure the TLS handler sends its alert and closes.
 */
final class Handshake extends ChannelInboundHandlerAdapter {

    private final Consumer<Boolean> ended;
    private boolean told;

    /** Tells once, on the event loop, whether it succeeded. */
    Handshake(Consumer<Boolean> ended) {
        this.ended = ended;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            tell(completion.isSuccess());
            if (completion.isSuccess()) {
                ctx.pipeline().remove(this);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        tell(false);
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tell(false);
    }

    private void tell(boolean success) {
        if (!told) {
            told = true;
            ended.accept(success);
        }
    }
}

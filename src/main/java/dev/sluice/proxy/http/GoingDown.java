package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.concurrent.TimeUnit;

/**
 * A moment for a client's connection between hearing that the front door goes down and acting on it. What the client had
 * sent by then is read first, and answered: a connection that is closed over a request is a request lost.
 */
final class GoingDown extends ChannelInboundHandlerAdapter {

    /** An event loop looks at what has come before it looks at what is due. */
    private static final long MOMENT_MS = 20;

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ShutdownEvent shutdown && shutdown.timeout() > 0) {
            ctx.executor().schedule(() -> pass(ctx, event), MOMENT_MS, TimeUnit.MILLISECONDS);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    /** Not to a tunnel, which this handler has left: those end otherwise. */
    private static void pass(ChannelHandlerContext ctx, Object event) {
        if (!ctx.isRemoved()) {
            ctx.fireUserEventTriggered(event);
        }
    }
}

package dev.sluice.proxy.l4;

import dev.sluice.proxy.http.CertifiedEntrance;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each fresh connection to the loop that it was given to. */
@ChannelHandler.Sharable
final class Accepting extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Accepting.class);

    private final Map<EventLoop, L4Loop> loops;
    private final int port;

    Accepting(Map<EventLoop, L4Loop> loops, int port) {
        this.loops = loops;
        this.port = port;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        L4Loop loop = loops.get(ctx.channel().eventLoop());
        ctx.pipeline().remove(this);
        if (loop == null) {
            throw new IllegalStateException("a connection on an event loop that is none of ours");
        }
        CertifiedEntrance certified = loop.scope().certified();
        if (certified != null && loop.scope().table().doors().containsKey(port)) {
            certified.accept(ctx.channel(), port);
        } else {
            L4Connection.accept(loop, ctx.channel(), port);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.error("a connection to port {} failed by a fault of ours", port, cause);
        ctx.close();
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.tunnel.LastBytes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Hears every byte of an upstream in HTTP/1, within TLS if there is any, also those that make no message yet. */
final class UpstreamEar extends ChannelInboundHandlerAdapter {

    private final Http1UpstreamLink link;
    private final LastBytes lastBytes;

    UpstreamEar(Http1UpstreamLink link, Channel channel) {
        this.link = link;
        this.lastBytes = new LastBytes(channel);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        lastBytes.handOver();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastBytes.came();
        boolean unasked = link.hears();
        ctx.fireChannelRead(message);
        if (unasked) {
            ctx.close(); // no next request may find it
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        lastBytes.readComplete();
        ctx.fireChannelReadComplete();
    }
}

package dev.sluice.proxy.l4;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.ReferenceCountUtil;

/**
 * Tells by its first byte whether an introduction (PROXY protocol, version 2) begins. The decoder behind it would wait for the
 * end of a line that whoever speaks another protocol never sends.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {

    private static final byte INTRODUCTION = 0x0D;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            if (bytes.getByte(bytes.readerIndex()) != INTRODUCTION) {
                ReferenceCountUtil.release(message);
                ctx.fireExceptionCaught(new HAProxyProtocolException("another protocol"));
                return;
            }
            ctx.pipeline().remove(this);
        }
        ctx.fireChannelRead(message);
    }
}

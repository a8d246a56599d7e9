package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * The first byte of a connection to the HTTPS port: who begins a request in clear text is told so in kind. TLS itself could
 * only break off, which leaves people guessing.
 */
@ChannelHandler.Sharable
final class ClearText extends ChannelInboundHandlerAdapter {

    static final ClearText INSTANCE = new ClearText();

    private static final ByteBuf ANSWER = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer(answer(), StandardCharsets.US_ASCII).asReadOnly());

    private ClearText() {}

    private static String answer() {
        String body = Failure.CLEAR_TEXT.status() + " " + Failure.CLEAR_TEXT.code() + "\n"
                + Failure.CLEAR_TEXT.sentence() + "\n";
        return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    /** Methods are words in capitals; no record of TLS begins like them. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int first = bytes.isReadable() ? bytes.getByte(bytes.readerIndex()) : 0;
        if (first < 'A' || first > 'Z') {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(bytes);
            return;
        }
        bytes.release();
        ctx.channel().config().setAutoRead(false);
        ctx.writeAndFlush(ANSWER.duplicate())
                .addListener(told -> ctx.close()); // not the channel: TLS would add its word
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.TlsTermination.Handshakes;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** The TLS handshake of a client's connection; one that fails or takes too long closes it without a word in the log. */
final class Handshake extends ChannelInboundHandlerAdapter {

    private final ClientChannel client;
    private final Runnable agreed;

    private Handshake(ClientChannel client, Runnable agreed) {
        this.client = client;
        this.agreed = agreed;
    }

    /**
     * Begins it.
     *
     * @param agreed runs when it is over and well, before anything that was sent within TLS is looked at
     */
    static void begin(LoopScope loop, ClientChannel client, Handshakes handshakes, Runnable agreed) {
        client.pipeline()
                .addFirst(new Handshake(client, agreed))
                .addFirst(new ServerNameReader(handshakes)) // the time below holds until HTTP is spoken
                .addFirst(ClearText.INSTANCE);
        client.expectWithin(loop.options().clients().head().toNanos());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
            client.handshaken(ctx.pipeline().get(SslHandler.class).engine().getSession());
            agreed.run();
            ctx.pipeline().remove(this);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        ctx.close();
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.TlsTermination.Handshakes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TLS handshake of a client's connection; one that fails or takes too long closes it without a word in the log. */
final class Handshake extends ChannelInboundHandlerAdapter {

    /** For the rest of the handshake, and then for the request, when the front door goes down meanwhile. */
    private static final long LEFT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ClientChannel client;
    private final Runnable failed;
    private final Runnable agreed;
    private @Nullable ShutdownEvent goingDown;

    private Handshake(ClientChannel client, Runnable failed, Runnable agreed) {
        this.client = client;
        this.failed = failed;
        this.agreed = agreed;
    }

    /**
     * Begins it.
     *
     * @param failed runs if it comes to nothing by what one of the two says
     * @param agreed runs when it is over and well, before anything that was sent within TLS is looked at
     */
    static void begin(LoopScope loop, ClientChannel client, Handshakes handshakes, Runnable failed, Runnable agreed) {
        client.pipeline()
                .addFirst(new Handshake(client, failed, agreed))
                .addFirst(new ServerNameReader(handshakes)) // the time below holds until HTTP is spoken
                .addFirst(ClearText.INSTANCE);
        client.expectWithin(loop.options().clients().head().toNanos());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && !completion.isSuccess()) {
            failed.run();
        } else if (event instanceof SslHandshakeCompletionEvent) {
            client.handshaken(ctx.pipeline().get(SslHandler.class).engine().getSession());
            agreed.run();
            ctx.pipeline().remove(this);
            ShutdownEvent missed = goingDown;
            if (missed != null) {
                tellLater(ctx.channel(), missed);
            }
        } else if (event instanceof ShutdownEvent shutdown && shutdown.timeout() > 0) {
            goingDown = shutdown;
            client.expectWithin(LEFT_NANOS);
            return;
        }
        ctx.fireUserEventTriggered(event);
    }

    /** The request for which all this was done has still to come. */
    private static void tellLater(Channel channel, ShutdownEvent missed) {
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (channel.isActive()) {
                                channel.pipeline().fireUserEventTriggered(missed);
                            }
                        },
                        LEFT_NANOS,
                        TimeUnit.NANOSECONDS);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        ctx.close();
    }
}

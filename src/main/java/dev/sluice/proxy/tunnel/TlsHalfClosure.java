package dev.sluice.proxy.tunnel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The other side's end within TLS (close_notify), which ends its half only (RFC 8446, 6.1). Where BoringSSL does the work,
 * Netty 4.2.18 takes either side's end for that of both: at the other's it says at once that we have ended too, and drops
 * what we still had to say, so that a cut answer looks whole. It does not once it believes to have done so; this tells of
 * the true end then. A test tells when it is no longer needed.
 */
final class TlsHalfClosure extends ChannelInboundHandlerAdapter {

    private static final String NAME = "sluiceTlsEnd";
    private static final @Nullable Field END_HANDLED =
            Reach.field(ReferenceCountedOpenSslEngine.class, "receivedShutdown", boolean.class);

    private final ReferenceCountedOpenSslEngine engine;
    private boolean told;

    private TlsHalfClosure(ReferenceCountedOpenSslEngine engine) {
        this.engine = engine;
    }

    /** From now on our half outlives the other's, whose end is told to the handlers behind TLS. The JDK needs none of it. */
    static void watch(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null && END_HANDLED != null && tls.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            Reach.set(END_HANDLED, engine);
            String before = channel.pipeline().context(tls).name();
            channel.pipeline().addAfter(before, NAME, new TlsHalfClosure(engine));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (!told && hasEnded()) {
            told = true;
            ctx.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        }
    }

    /** Once we have ended, Netty says that both have. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != SslCloseCompletionEvent.SUCCESS) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private boolean hasEnded() {
        long pointer = engine.sslPointer();
        return pointer != 0 && (SSL.getShutdown(pointer) & SSL.SSL_RECEIVED_SHUTDOWN) != 0;
    }
}

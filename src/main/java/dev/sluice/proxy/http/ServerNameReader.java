package dev.sluice.proxy.http;

import dev.sluice.proxy.TlsTermination.Handshakes;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads which name a client's ClientHello asks for, and gives its place to the TLS handler for that name, which sees the same
 * bytes. What is no ClientHello goes there too, for its alert.
 */
final class ServerNameReader extends AbstractSniHandler<@Nullable Void> {

    private static final int LARGEST = 16 * 1024;

    private final Handshakes handshakes;

    /** A reader that keeps no time: its caller does. */
    ServerNameReader(Handshakes handshakes) {
        super(LARGEST, 0);
        this.handshakes = handshakes;
    }

    @Override
    protected Future<@Nullable Void> lookup(ChannelHandlerContext ctx, @Nullable String serverName) {
        return ctx.executor().newSucceededFuture(null);
    }

    @Override
    protected void onLookupComplete(
            ChannelHandlerContext ctx, @Nullable String serverName, Future<@Nullable Void> looked) {
        SslHandler tls = handshakes.handler(ctx.alloc(), serverName == null ? ownAddress(ctx.channel()) : serverName);
        tls.setHandshakeTimeoutMillis(0);
        ctx.pipeline().replace(this, "ssl", tls);
    }

    /** Where the client came to: whoever asks for an address names none (RFC 6066 section 3). */
    private static String ownAddress(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress own && own.getAddress() != null
                ? NetUtil.toAddressString(own.getAddress())
                : "";
    }
}

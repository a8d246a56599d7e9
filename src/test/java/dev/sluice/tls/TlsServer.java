package dev.sluice.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedTrustManager;

/** A listener on loopback that ends TLS as the program does, and sends back what it gets; a {@code Q} ends the connection. */
final class TlsServer implements AutoCloseable {

    final ShownCertificates shown = new ShownCertificates();
    final InetSocketAddress address;
    private final ServerContexts contexts;
    private volatile NamedHandshakes handshakes;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    TlsServer(TlsEngine engine, String... alpn) throws Exception {
        contexts = new ServerContexts(shown, engine);
        handshakes = contexts.handshakes(List.of(alpn));
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new AbstractSniHandler<Void>(5_000) {
                            @Override
                            protected Future<Void> lookup(ChannelHandlerContext ctx, String name) {
                                return ctx.executor().newSucceededFuture(null);
                            }

                            @Override
                            protected void onLookupComplete(ChannelHandlerContext ctx, String name, Future<Void> f) {
                                SslHandler tls = handshakes.handler(ctx.alloc(), name == null ? "" : name);
                                ctx.pipeline().replace(this, "ssl", tls);
                            }
                        });
                        channel.pipeline().addLast(new Echo());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        address = (InetSocketAddress) listener.localAddress();
    }

    /** From now on each client has to show a certificate, which those judge. */
    void ask(X509ExtendedTrustManager clients) {
        handshakes = contexts.handshakes(List.of(), clients);
    }

    void show(OpenedCertificate... certificates) {
        show("", certificates);
    }

    void show(String defaultName, OpenedCertificate... certificates) {
        shown.swap(new CertificateIndex(List.of(certificates), defaultName, Instant.now()));
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean last = message instanceof ByteBuf bytes && bytes.indexOf(0, bytes.writerIndex(), (byte) 'Q') >= 0;
            ChannelFuture echoed = context.writeAndFlush(message);
            if (last) {
                echoed.addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}

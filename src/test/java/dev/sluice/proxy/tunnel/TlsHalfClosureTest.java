package dev.sluice.proxy.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.TlsTermination.Handshakes;
import dev.sluice.proxy.kit.RawUpstream;
import dev.sluice.proxy.kit.TestTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** A client's end within TLS where BoringSSL does the work. */
class TlsHalfClosureTest {

    private static final byte[] ANSWER = "answer".getBytes(US_ASCII);

    /** Fails when Netty was repaired: {@link TlsHalfClosure} can go then. */
    @Test
    void byItselfNettyStillDropsWhatIsSaidAfterIt() throws Exception {
        Handshakes handshakes = new TestTls(SslProvider.OPENSSL).handshakes(List.of());
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(handshakes.handler(channel.alloc(), ""), new Answering());
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            try (SSLSocket client = TestTls.connect(((InetSocketAddress) server.localAddress()).getPort())) {
                client.setSoTimeout(10_000);
                client.shutdownOutput();
                assertThat(client.getInputStream().readAllBytes()).isEmpty();
            }
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** Answers a client's end. */
    private static final class Answering extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == SslCloseCompletionEvent.SUCCESS) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(ANSWER)).addListener(written -> ctx.close());
            }
        }
    }

    /** Then it is read before anyone knows that the handshake is over. */
    @Test
    void theEndMayComeInOnePacketWithTheHandshakesEnd() throws Exception {
        try (RawUpstream upstream = Line.TCP.upstream(wire -> wire.send("got " + wire.readToEnd()));
                LineSite site = new LineSite(Net.NIO, SslProvider.OPENSSL);
                Holding holding = new Holding();
                LineSite.Client client = site.over(Line.TCP_OVER_TLS, upstream, holding)) {
            client.socket().getOutputStream().write("all".getBytes(US_ASCII));
            client.socket().shutdownOutput();
            holding.release();
            assertThat(new String(client.socket().getInputStream().readAllBytes(), US_ASCII))
                    .isEqualTo("got all");
            assertThat(site.told().failure()).isNull();
        }
    }

    /** A socket that keeps all but the first thing that is written, until it may go. */
    private static final class Holding extends Socket {

        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private int writes;

        void release() throws IOException {
            super.getOutputStream().write(held.toByteArray());
        }

        @Override
        public void shutdownOutput() {
            // The end within TLS is held too, and ends nothing beneath it.
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream out = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int single) throws IOException {
                    write(new byte[] {(byte) single}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (writes++ == 0) {
                        out.write(bytes, from, length);
                    } else {
                        held.write(bytes, from, length);
                    }
                }
            };
        }
    }
}

package dev.sluice.proxy.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Netty by itself after the other side's end, without what {@link HalfClosure} does: it fails as long as that is needed.
 * When one of these tests fails, Netty was repaired, and the repair here can go.
 */
class NettyHalfClosureTest {

    private static final int ANSWER = 32 << 20;
    private static final int PIECE = 1 << 16;
    /** What the kernel keeps for a reader that does not read. */
    private static final int LEFT = 1 << 20;

    private static final int STALLED_MS = 1500;
    /** When there was nothing left to wait for. */
    private static final int LATER_MS = 100;

    @Test
    void onEpollALargeAnswerIsStillCut() throws Exception {
        Net.EPOLL.transport();
        assertThat(HalfClosure.worksOnEpoll()).isTrue();
        assertThat(received(EpollIoHandler.newFactory(), EpollSocketChannel.class))
                .isLessThan(ANSWER);
    }

    @Test
    void onIoUringALargeAnswerIsStillForgotten() throws Exception {
        Net.IO_URING.transport();
        assertThat(HalfClosure.worksOnIoUring()).isTrue();
        assertThat(received(IoUringIoHandler.newFactory(), IoUringSocketChannel.class))
                .isLessThan(ANSWER);
    }

    @Test
    void onEpollAllThatIsLeftIsStillReadUnasked() throws Exception {
        Net.EPOLL.transport();
        assertThat(readUnasked(EpollIoHandler.newFactory(), EpollSocketChannel.class, false))
                .isEqualTo(LEFT);
        assertThat(readUnasked(EpollIoHandler.newFactory(), EpollSocketChannel.class, true))
                .isLessThan(LEFT / 2);
    }

    @Test
    void onIoUringAllThatIsLeftIsStillReadUnasked() throws Exception {
        Net.IO_URING.transport();
        assertThat(readUnasked(IoUringIoHandler.newFactory(), IoUringSocketChannel.class, false))
                .isEqualTo(LEFT);
        assertThat(readUnasked(IoUringIoHandler.newFactory(), IoUringSocketChannel.class, true))
                .isLessThan(LEFT / 2);
    }

    /** How much comes in that nobody asked for, once what was dialled has ended. */
    private static long readUnasked(IoHandlerFactory io, Class<? extends Channel> type, boolean mended)
            throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, io);
        Unasked unasked = new Unasked(mended);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel dialled = new Bootstrap()
                    .group(loop)
                    .channel(type)
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.SO_RCVBUF, 4 * LEFT)
                    .handler(unasked)
                    .connect(server.getLocalSocketAddress())
                    .sync()
                    .channel();
            try (Socket ending = server.accept()) {
                ending.getOutputStream().write(new byte[LEFT]);
                ending.shutdownOutput();
                unasked.first.get(5, TimeUnit.SECONDS);
                dialled.eventLoop().submit(() -> {}).get(5, TimeUnit.SECONDS);
                long before = -1;
                for (int i = 0; i < 50 && before != unasked.bytes; i++) { // until nothing more comes
                    before = unasked.bytes;
                    Thread.sleep(LATER_MS);
                }
                return before;
            } finally {
                dialled.close().sync();
            }
        } finally {
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    /** Counts, and asks for nothing. */
    private static final class Unasked extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<Boolean> first = new CompletableFuture<>();
        private final boolean mended;
        private @Nullable LastBytes lastBytes;
        private volatile long bytes;

        Unasked(boolean mended) {
            this.mended = mended;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            lastBytes = new LastBytes(ctx.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (mended && lastBytes != null) {
                lastBytes.came();
            }
            bytes += ((ByteBuf) message).readableBytes();
            ReferenceCountUtil.release(message);
            first.complete(true);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (mended && lastBytes != null) {
                lastBytes.readComplete();
            }
        }
    }

    /** How much a slow reader gets that has ended its own side of what was dialled, until nothing more comes. */
    private static long received(IoHandlerFactory io, Class<? extends Channel> type) throws Exception {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, io);
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(PIECE);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Channel dialled = new Bootstrap()
                    .group(loop)
                    .channel(type)
                    .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .handler(new Answer())
                    .connect(server.getLocalSocketAddress())
                    .sync()
                    .channel();
            try (Socket reader = server.accept()) {
                reader.setSoTimeout(STALLED_MS);
                reader.shutdownOutput();
                return read(reader.getInputStream());
            } finally {
                dialled.close().sync();
            }
        } finally {
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    private static long read(InputStream in) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        long all = 0;
        try {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                all += n;
                Thread.sleep(1); // a slow reader makes writes wait
            }
            return all;
        } catch (SocketTimeoutException | SocketException stalledOrCut) {
            return all;
        }
    }

    /** Writes it when the client has ended, a little at a time as a tunnel does. */
    private static final class Answer extends ChannelInboundHandlerAdapter {

        private int left = ANSWER;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ChannelInputShutdownEvent.INSTANCE) {
                ctx.executor().schedule(() -> write(ctx), LATER_MS, TimeUnit.MILLISECONDS);
            }
            ReferenceCountUtil.release(event);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            write(ctx);
        }

        private void write(ChannelHandlerContext ctx) {
            while (left > 0 && ctx.channel().isWritable()) {
                left -= PIECE;
                ctx.write(Unpooled.wrappedBuffer(new byte[PIECE / 2]), ctx.voidPromise());
                ctx.write(Unpooled.wrappedBuffer(new byte[PIECE / 2]), ctx.voidPromise());
            }
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cut) {
            ctx.close();
        }
    }
}

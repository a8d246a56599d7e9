package dev.sluice.proxy.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: what comes in here is written to the other end, and read no faster than the other end takes it. All
 * on one event loop. Before there is another end, what comes is kept.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {

    private static final String NAME = "sluiceTunnel";
    /** Name that Vert.x gives its handler; it sees nothing of what goes through the tunnel, only the connection's end. */
    private static final String VERTX = "handler";
    /** With buffers of at most 64 KiB, what one turn reads beyond what the other end wants to take. */
    private static final int READS_PER_TURN = 2;

    private final Tunnel tunnel;
    private final Channel channel;
    private final LastBytes lastBytes;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TunnelEnd other;
    private @Nullable Deque<ByteBuf> early;
    private @Nullable HalfClosure halfClosure;
    private boolean ended;
    private boolean passed;
    private boolean done;
    private long bytes;

    TunnelEnd(Tunnel tunnel, Channel channel) {
        this.tunnel = tunnel;
        this.channel = channel;
        this.lastBytes = new LastBytes(channel);
    }

    /** Takes over the channel's reads; event loop. */
    void install() {
        ChannelConfig config = channel.config();
        config.setAutoRead(false);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (config.getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator allocator) {
            allocator.maxMessagesPerRead(READS_PER_TURN);
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.context(VERTX) == null) {
            pipeline.addLast(NAME, this);
        } else {
            pipeline.addBefore(VERTX, NAME, this);
        }
    }

    /** Takes every other handler off but TLS, the decoder last: what it holds back comes to us. */
    void strip() {
        ChannelPipeline pipeline = channel.pipeline();
        List<ChannelHandler> handlers = new ArrayList<>(pipeline.toMap().values());
        Collections.reverse(handlers);
        for (ChannelHandler handler : handlers) {
            if (handler != this && !(handler instanceof SslHandler)) {
                pipeline.remove(handler);
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (isInputShut()) {
            inputEnded();
        }
    }

    /** Its end may have come before this handler did: then no event tells of it. */
    private boolean isInputShut() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return channel instanceof DuplexChannel duplex && duplex.isInputShutdown()
                || tls != null && tls.engine().isInboundDone();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Bytes that came in here. */
    long bytes() {
        return bytes;
    }

    /** Bytes in memory that wait: for another end, or for this side to take them. */
    long held() {
        long held = 0;
        if (early != null) {
            for (ByteBuf buffer : early) {
                held += buffer.readableBytes();
            }
        }
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null ? held : held + out.totalPendingWriteBytes();
    }

    /** The other end is there: what came early goes first. */
    void join(TunnelEnd with) {
        other = with;
    }

    /** Starts passing on to the end it is joined with. */
    void start() {
        TunnelEnd with = other;
        Deque<ByteBuf> first = early;
        early = null;
        if (first != null && with != null) {
            for (ByteBuf buffer : first) {
                pass(buffer);
            }
            with.flush();
        }
        pump();
    }

    private void pass(ByteBuf buffer) {
        ChannelHandlerContext to = other == null ? null : other.context;
        if (to == null || tunnel.isOver()) {
            buffer.release();
        } else {
            to.write(buffer, to.voidPromise());
        }
    }

    private void flush() {
        if (context != null) {
            context.flush();
            written();
        }
    }

    private void written() {
        if (halfClosure != null) {
            halfClosure.flushed();
        }
    }

    private void pump() {
        if (tunnel.isOver()) {
            return;
        }
        if (ended) {
            passEnd();
        } else if (other != null && other.channel.isWritable()) {
            lastBytes.read();
        } else {
            lastBytes.rest();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lastBytes.came();
        if (tunnel.isOver() || !(message instanceof ByteBuf buffer) || !buffer.isReadable()) {
            ReferenceCountUtil.release(message);
            return;
        }
        bytes += buffer.readableBytes();
        tunnel.came(this);
        if (other == null) {
            if (early == null) {
                early = new ArrayDeque<>(2);
            }
            early.add(buffer);
        } else {
            pass(buffer);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (other != null) {
            other.flush();
        }
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable() && other != null) {
            tunnel.moved();
            other.pump();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE
                || event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            inputEnded();
            pump();
        }
        ReferenceCountUtil.release(event);
    }

    private void inputEnded() {
        if (!ended) {
            ended = true;
            halfClosure = new HalfClosure(channel);
            tunnel.halfClosed();
        }
    }

    /** Last bytes first, then the end; when both ends are passed on, the tunnel is over. */
    private void passEnd() {
        TunnelEnd to = other;
        if (passed || to == null || to.context == null) {
            return;
        }
        passed = true;
        to.context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                to.endOutput();
            }
        });
        to.written();
    }

    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutOutput();
        } else {
            tls.closeOutbound().addListener(told -> shutOutput());
        }
    }

    private void shutOutput() {
        if (channel instanceof DuplexChannel duplex && channel.isOpen()) {
            ChannelFuture shut = duplex.shutdownOutput();
            shut.addListener(f -> outputEnded());
        } else {
            outputEnded();
        }
    }

    private void outputEnded() {
        done = true;
        if (other != null && other.done) {
            tunnel.end(Ending.COMPLETE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        tunnel.lost(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tunnel.lost(this);
        ctx.fireChannelInactive();
    }

    /** Closes this side and lets go of what is kept; by a reset, past any close_notify, if the other side was cut. */
    void close(boolean abrupt) {
        if (early != null) {
            early.forEach(ByteBuf::release);
            early = null;
        }
        ChannelHandlerContext from = context;
        if (from == null || !channel.isOpen()) { // the descriptor of a closed one may be another connection's by now
            return;
        }
        if (abrupt) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
            from = tls == null ? from : tls;
        }
        from.close();
    }
}

package dev.sluice.proxy.l4;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.http.Wheel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a client's ClientHello and keeps its bytes, so that whoever comes next sees them too. It reads no more than that, and
 * waits no longer than a request's head may take.
 */
final class HelloReader extends ChannelInboundHandlerAdapter {

    /** Who waits for the hello. Told once; event loop. */
    interface Waiting {

        /** The hello is whole; {@link HelloReader#replay} passes it on. */
        void helloCame(String serverName);

        /** It never will be. */
        void helloFailed(Failure failure);
    }

    private final Waiting waiting;
    private final Wheel wheel;
    private final long limitNanos;
    private final ClientHello hello = new ClientHello();
    private final Deque<ByteBuf> kept = new ArrayDeque<>(2);
    private final Wheel.Entry deadline = new Deadline();
    private boolean told;

    HelloReader(Waiting waiting, Wheel wheel, long limitNanos) {
        this.waiting = waiting;
        this.wheel = wheel;
        this.limitNanos = limitNanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        wheel.schedule(deadline, System.nanoTime() + limitNanos);
        ctx.read();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        wheel.cancel(deadline);
        kept.forEach(ByteBuf::release);
        kept.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        kept.add(bytes);
        bytes.forEachByte(next -> hello.read(next) == ClientHello.State.INCOMPLETE);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (told) {
            return;
        }
        switch (hello.state()) {
            case INCOMPLETE -> ctx.read();
            case COMPLETE -> {
                told = true;
                wheel.cancel(deadline);
                waiting.helloCame(hello.serverName());
            }
            default -> fail(Failure.BAD_HELLO);
        }
    }

    /** Passes on what was read, and leaves the channel. */
    void replay(ChannelHandlerContext ctx) {
        Deque<ByteBuf> bytes = new ArrayDeque<>(kept);
        kept.clear();
        for (ByteBuf part : bytes) {
            ctx.fireChannelRead(part);
        }
        ctx.fireChannelReadComplete();
        if (!ctx.isRemoved()) { // what was passed on may have closed the channel
            ctx.pipeline().remove(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(Failure.CLIENT_GONE);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(Failure.CLIENT_GONE);
    }

    private void fail(Failure failure) {
        if (!told) {
            told = true;
            wheel.cancel(deadline);
            waiting.helloFailed(failure);
        }
    }

    private final class Deadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            fail(Failure.SLOW_HEAD);
        }
    }
}

package dev.sluice.proxy.l4;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Event loops that take accepted connections in turn. They belong to someone else, who ends them. */
final class LoopsInTurn extends AbstractEventExecutorGroup implements EventLoopGroup {

    private final List<EventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    LoopsInTurn(List<EventLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public Iterator<EventExecutor> iterator() {
        return List.<EventExecutor>copyOf(loops).iterator();
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return next().register(channel);
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        return next().register(promise);
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return next().register(channel, promise);
    }

    @Override
    public boolean isShuttingDown() {
        return loops.get(0).isShuttingDown();
    }

    @Override
    public boolean isShutdown() {
        return loops.get(0).isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loops.get(0).isTerminated();
    }

    @Override
    public Future<?> terminationFuture() {
        return loops.get(0).terminationFuture();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loops.get(0).awaitTermination(timeout, unit);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException("these event loops belong to someone else");
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException("these event loops belong to someone else");
    }
}

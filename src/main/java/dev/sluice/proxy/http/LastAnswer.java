package dev.sluice.proxy.http;

import dev.sluice.proxy.tunnel.HalfClosure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * What a client that has ended its own side is still told. It may wait for that, or be gone: TCP shows no difference until
 * something is written to it. So it is written to, but waited for no longer than a moment while there is nothing to write.
 * On the event loop of its channel.
 */
final class LastAnswer extends ChannelOutboundHandlerAdapter {

    /** Longer than most answers take; a client that is gone holds its upstream for so long. */
    private static final long MOMENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Wheel wheel;
    private final Channel channel;
    private final Runnable gone;
    private final HalfClosure halfClosure;
    private final Wheel.Entry moment = new Moment();
    private long writtenNanos = System.nanoTime();

    private LastAnswer(Wheel wheel, Channel channel, Runnable gone) {
        this.wheel = wheel;
        this.channel = channel;
        this.gone = gone;
        this.halfClosure = new HalfClosure(channel);
    }

    /**
     * Begins the wait.
     *
     * @param gone runs when the client is taken to be gone
     */
    static LastAnswer await(Wheel wheel, Channel channel, Runnable gone) {
        LastAnswer last = new LastAnswer(wheel, channel, gone);
        channel.pipeline().addFirst("lastAnswer", last);
        wheel.schedule(last.moment, last.writtenNanos + MOMENT_NANOS);
        return last;
    }

    /** The connection is no more, or no longer HTTP. */
    void end() {
        wheel.cancel(moment);
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        writtenNanos = System.nanoTime();
        ctx.flush();
        halfClosure.flushed();
    }

    /** Whether the client has still to take something: how long it may, others say. */
    private boolean isTaking() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out != null && !out.isEmpty();
    }

    private final class Moment extends Wheel.Entry {

        @Override
        protected void expired(long now) {
            if (now - writtenNanos < MOMENT_NANOS) {
                wheel.schedule(this, writtenNanos + MOMENT_NANOS);
            } else if (isTaking()) {
                wheel.schedule(this, now + MOMENT_NANOS);
            } else {
                gone.run();
            }
        }
    }
}

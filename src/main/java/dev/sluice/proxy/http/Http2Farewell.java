package dev.sluice.proxy.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of a client's HTTP/2 connection when the front door goes down: the client is told to send nothing new, then, once
 * it must know, which requests were its last (RFC 9113 6.8). Those end by themselves.
 *
 * <p>Then the connection lingers until the client closes it, or has said nothing for a while. A client grants windows while
 * it reads its last answers; closed already, the connection would be reset by that, and what the client has not read yet
 * would be lost.
 */
final class Http2Farewell extends ChannelDuplexHandler {

    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LINGER_AT_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoopScope loop;
    private final ClientChannel client;
    private final Http2Link link;
    private final HttpConnection connection;
    private final Wheel.Entry late = new Late();
    private @Nullable Lingering lingering;
    private boolean goingDown;
    private boolean takesNoMore;
    private boolean atRest;
    private long patienceMs;
    private long latestNanos;

    /** Hears that the front door goes down before Vert.x does, which would name the last request at once. */
    Http2Farewell(Http2Link link) {
        this.link = link;
        this.loop = link.loop();
        this.client = link.client();
        this.connection = link.connection();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ShutdownEvent shutdown && shutdown.timeout() > 0) {
            if (!goingDown) {
                goingDown = true;
                patienceMs = shutdown.timeUnit().toMillis(shutdown.timeout());
                latestNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
                atRest = link.isIdle();
                begin();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void begin() {
        connection.goAway(Http2Error.NO_ERROR.code(), Integer.MAX_VALUE);
        loop.wheel().schedule(late, System.nanoTime() + KNOWN_NANOS);
        connection.ping(Buffer.buffer(new byte[8])).onComplete(known -> takeNoMore());
    }

    /** Vert.x itself names no last request where it has sent a GOAWAY before. */
    private void takeNoMore() {
        loop.wheel().cancel(late);
        if (!takesNoMore) {
            takesNoMore = true;
            connection.goAway(Http2Error.NO_ERROR.code());
            connection.shutdown(patienceMs, TimeUnit.MILLISECONDS);
        }
    }

    /** All answers are written, or the patience is over. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!goingDown || lingering != null || !ctx.channel().isActive()) {
            ctx.close(promise);
            return;
        }
        lingering = new Lingering(ctx, promise);
        client.endOutput();
        lingerOn(lingering);
    }

    /** Not beyond the patience for requests: their answers are what this is for. */
    private void lingerOn(Lingering waiting) {
        long silence = atRest ? LINGER_AT_REST_NANOS : LINGER_NANOS;
        loop.wheel().schedule(waiting, Math.min(System.nanoTime() + silence, latestNanos));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Lingering waiting = lingering;
        if (waiting == null) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            lingerOn(waiting);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.wheel().cancel(late);
        Lingering waiting = lingering;
        if (waiting != null) {
            loop.wheel().cancel(waiting);
            waiting.close();
        }
        ctx.fireChannelInactive();
    }

    /** The client did not say in time that it knows. */
    private final class Late extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            takeNoMore();
        }
    }

    /** The client has a moment to read and to close first. */
    private static final class Lingering extends Wheel.Entry {

        private final ChannelHandlerContext context;
        private final ChannelPromise closed;

        Lingering(ChannelHandlerContext context, ChannelPromise closed) {
            this.context = context;
            this.closed = closed;
        }

        void close() {
            context.close(closed);
        }

        @Override
        protected void expired(long nanos) {
            close();
        }
    }
}

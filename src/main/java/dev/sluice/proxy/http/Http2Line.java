package dev.sluice.proxy.http;

import dev.sluice.proxy.UpstreamLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;

/** One of a pool's connections in HTTP/2: how many streams it still takes, and when it ends. */
final class Http2Line extends Wheel.Entry {

    /** As many as servers usually allow; more would only queue there. */
    private static final int MOST_STREAMS = 100;

    private final Http2Pool pool;
    private final HttpClientConnection connection;
    private final Http2Connection streams;
    private final ChannelHandlerContext context;
    private final Http2UpstreamLink link;
    private final Wheel wheel;
    private final long keepAliveNanos;
    private boolean gone;

    Http2Line(Http2Pool pool, HttpClientConnection connection, Wheel wheel, UpstreamLimits limits) {
        this.pool = pool;
        this.connection = connection;
        this.wheel = wheel;
        this.keepAliveNanos = limits.keepAlive().toNanos();
        this.context = UpstreamChannel.contextOf(connection);
        Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
        this.streams = handler.connection();
        this.link = Http2UpstreamLink.install(handler, context.pipeline(), this::lost);
        streams.addListener(new Ends());
        connection.exceptionHandler(failure -> {}); // each request learns of it by itself
        connection.closeHandler(v -> lost());
        rests();
    }

    /** Whether HTTP/2 is spoken there: over TLS the server may have agreed to something else. */
    static boolean canBe(HttpClientConnection connection) {
        return UpstreamChannel.contextOf(connection).handler() instanceof Http2ConnectionHandler;
    }

    boolean hasRoom() {
        return !gone && streams.numActiveStreams() < Math.min(connection.maxActiveStreams(), MOST_STREAMS);
    }

    Future<HttpClientRequest> request(RequestOptions options) {
        wheel.cancel(this);
        return connection.request(options);
    }

    /** Takes nothing new; ends with its last request. */
    void retire() {
        lost();
        if (streams.numActiveStreams() == 0) {
            connection.close();
        }
    }

    private void lost() {
        gone = true;
        wheel.cancel(this);
        pool.lost(this);
    }

    private void streamEnded() {
        if (streams.numActiveStreams() == 0) {
            if (gone) {
                connection.close();
                return;
            }
            rests();
        }
        pool.serve();
    }

    private void rests() {
        wheel.schedule(this, System.nanoTime() + keepAliveNanos);
    }

    @Override
    protected void expired(long nanos) {
        if (streams.numActiveStreams() == 0) {
            retire();
        }
    }

    /** Hears of streams that end, and of the upstream that goes; what follows waits until Netty is done with it. */
    private final class Ends extends Http2ConnectionAdapter {

        /** Vert.x would tell the same, but with a buffer that nobody releases. */
        @Override
        public void onGoAwayReceived(int lastStream, long code, ByteBuf debugData) {
            link.goesAfter(lastStream);
            lost();
            context.executor().execute(Http2Line.this::streamEnded);
        }

        /** We have an end with it, for what it said: nobody else shall meet it while it closes. */
        @Override
        public void onGoAwaySent(int lastStream, long code, ByteBuf debugData) {
            lost();
        }

        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (context.channel().isActive()) {
                context.executor().execute(Http2Line.this::streamEnded);
            }
        }
    }
}

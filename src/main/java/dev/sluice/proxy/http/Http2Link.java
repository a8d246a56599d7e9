package dev.sluice.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Map;

/** A client's connection in HTTP/2: many requests at once, each on a stream that is answered and cut by itself. */
final class Http2Link extends ClientLink implements RequestFrames.Watcher {

    private final Http2ConnectionHandler handler;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey exchangeKey;
    /** Answers that are complete here, but not with the client. */
    private final AnswerTails tails;

    private String authority = "";
    private boolean headEndsStream;
    private int active;

    private Http2Link(
            LoopScope loop, ClientChannel client, HttpServerConnection connection, Http2ConnectionHandler handler) {
        super(loop, client, connection);
        this.handler = handler;
        this.streams = handler.connection();
        this.exchangeKey = streams.newKey();
        this.tails = new AnswerTails(loop.wheel(), stallNanos(), this::giveUp);
    }

    /** Takes over a client's fresh connection. */
    static void install(
            LoopScope loop, ClientChannel client, HttpServerConnection connection, Http2ConnectionHandler handler) {
        Http2Link link = new Http2Link(loop, client, connection, handler);
        RequestFrames frames = new RequestFrames(handler.decoder().frameListener(), link.streams, link);
        handler.decoder().frameListener(new FloodGuard(frames, handler));
        client.pipeline().addBefore(connection.channelHandlerContext().name(), "farewell", new Http2Farewell(link));
        client.pipeline().get(FrameClock.class).tell(link::close);
        connection.handler(link::began);
    }

    private void began(HttpServerRequest request) {
        Exchange next = new Exchange(loop(), this, request);
        active++;
        Http2Stream stream = streams.stream(request.streamId());
        if (stream != null) {
            stream.setProperty(exchangeKey, next);
        }
        begin(next, null);
    }

    @Override
    boolean isMultiplexed() {
        return true;
    }

    @Override
    public void head(String asked, boolean endsStream) {
        authority = asked;
        headEndsStream = endsStream;
    }

    @Override
    public void trailers(Http2Stream stream, Iterable<Map.Entry<String, String>> fields) {
        Exchange exchange = stream.getProperty(exchangeKey);
        Upload upload = exchange == null ? null : exchange.upload();
        if (upload != null) {
            upload.trailers(fields);
        }
    }

    @Override
    String authority(HttpServerRequest request) {
        return authority;
    }

    @Override
    boolean hasBody(HttpServerRequest request) {
        return !headEndsStream;
    }

    /** A stream's end says it all. */
    @Override
    void announceClose(HttpServerResponse response) {}

    @Override
    void cut(HttpServerResponse response, boolean abruptly) {
        response.reset(Http2Error.INTERNAL_ERROR.code());
    }

    /** A client that goes on sending what nobody reads is told to stop; its answer stays whole (RFC 9113 8.1). */
    @Override
    void ended(Exchange old, Future<Void> written, boolean closes) {
        active--;
        rests();
        HttpServerResponse response = old.client().response();
        if (!written.isComplete()) {
            tails.add(response.streamId(), written);
        }
        if (closes) {
            written.onComplete(done -> response.reset(Http2Error.NO_ERROR.code()));
        }
    }

    /** Past Vert.x: it resets no stream whose last write it has handed to Netty, which holds it for want of a window. */
    private void giveUp(int stream) {
        ChannelHandlerContext context = connection().channelHandlerContext();
        handler.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise());
        context.flush();
    }

    @Override
    public void granted(int stream) {
        tails.moved(stream);
    }

    @Override
    boolean isIdle() {
        return active == 0;
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's connection in HTTP/1: one request after the other, heads on the clock, an end that the client sees. */
final class Http1Link extends ClientLink implements RequestDecoder.Watcher {

    /** What Vert.x calls its handlers, and takes them out by. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    /** Sends files, of which there are none here, and stands in the way of all else. */
    private static final String FILES = "chunkedWriter";

    private static final long LINGER_NANOS = 1_000_000_000L;

    /** What may wait for a client, which a crowd of slow ones multiplies; two chunks keep a quick one busy. */
    private static final WriteBufferWaterMark WAITING_BYTES = new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    private final RequestDecoder decoder;
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final Wheel.Entry headDeadline = new HeadDeadline();
    private @Nullable Exchange exchange;
    private @Nullable Failure refusal;
    private @Nullable LastAnswer lastAnswer;
    private boolean closing;

    private Http1Link(LoopScope loop, ClientChannel client, HttpServerConnection connection) {
        super(loop, client, connection);
        this.decoder = new RequestDecoder(loop.protocols().http1(), this);
    }

    /** Takes over a client's fresh connection. */
    static void install(LoopScope loop, ClientChannel client, HttpServerConnection connection) {
        Http1Link link = new Http1Link(loop, client, connection);
        ChannelPipeline pipeline = client.pipeline();
        pipeline.replace(DECODER, DECODER, link.decoder);
        pipeline.replace(ENCODER, ENCODER, link.encoder);
        if (pipeline.get(FILES) != null) {
            pipeline.remove(FILES);
        }
        client.channel().config().setWriteBufferWaterMark(WAITING_BYTES);
        if (!client.isTls()) { // within TLS, an end without its word for that is a cut, and one with it ends both ways
            // here
            client.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        connection.handler(link::began);
        connection.invalidRequestHandler(link::began);
    }

    private void began(HttpServerRequest request) {
        Exchange next = new Exchange(loop(), this, request);
        exchange = next;
        begin(next, refusal);
    }

    @Override
    boolean isMultiplexed() {
        return false;
    }

    /** Vert.x would take 16 chunks more. */
    @Override
    boolean isFull() {
        return !client().channel().isWritable();
    }

    /** While the channel takes bytes, Vert.x has none in a queue of its own. */
    @Override
    @Nullable
    ChannelHandlerContext straight() {
        return client().channel().isWritable() ? connection().channelHandlerContext() : null;
    }

    @Override
    boolean takesWhole() {
        return client().channel().isWritable();
    }

    @Override
    Future<Void> endWhole(HttpServerResponse response, ByteBuf body) {
        Future<Void> written = encoder.end(response, body);
        if (written == null) {
            close(); // what Vert.x has kept of the answer is a head without its body
            return Future.failedFuture("the client's connection took nothing");
        }
        return written;
    }

    @Override
    public void writabilityChanged() {
        if (exchange != null) {
            exchange.drained();
        }
    }

    @Override
    String authority(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        return hosts.size() == 1 ? hosts.get(0) : "";
    }

    @Override
    boolean hasBody(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
            return true;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0");
    }

    /** At the last moment, as Vert.x writes its own for HTTP/1.0 just before. */
    @Override
    void announceClose(HttpServerResponse response) {
        response.headersEndHandler(v -> response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
    }

    @Override
    void cut(HttpServerResponse response, boolean abruptly) {
        if (abruptly) {
            client().reset();
        } else {
            close();
        }
    }

    /** The next request's turn comes when the answer is written. */
    @Override
    void ended(Exchange old, Future<Void> written, boolean closes) {
        if (exchange != old) {
            return;
        }
        exchange = null;
        rests();
        if (!written.isComplete()) {
            endWaits();
            written.onComplete(done -> {
                endTaken();
                if (done.succeeded()) {
                    goOn(closes);
                } else {
                    close(); // nobody is there for the next one
                }
            });
        } else {
            goOn(closes);
        }
    }

    private void goOn(boolean closes) {
        if (closes) {
            linger();
        } else {
            next();
        }
    }

    /** Sends the head after which the connection is no longer HTTP, and looks after it no more. */
    Channel surrender(FullHttpResponse head) {
        closed();
        connection().channelHandlerContext().writeAndFlush(head);
        return client().channel();
    }

    @Override
    boolean isIdle() {
        return exchange == null;
    }

    private void next() {
        ChannelHandlerContext context = decoderContext();
        if (context != null && exchange == null) {
            try {
                decoder.answered(context);
            } catch (Exception e) {
                context.fireExceptionCaught(e);
            }
            if (lastAnswer != null && exchange == null) {
                close();
            }
        }
    }

    /** A client may end its own side behind its last request, and wait for the answer. */
    @Override
    public void inputEnded(boolean whole) {
        Exchange current = exchange;
        if (current == null || !whole || current.asksForUpgrade()) {
            close();
        } else if (lastAnswer == null) {
            lastAnswer = LastAnswer.await(loop().wheel(), client().channel(), this::close);
            if (!decoder.holdsMore()) {
                current.client().closeAfterwards();
            }
        }
    }

    private @Nullable ChannelHandlerContext decoderContext() {
        return client().pipeline().context(decoder);
    }

    /**
     * Ends the connection after an answer. What the client is still sending is read and dropped for a moment: closing over
     * unread bytes would reset the connection, and the client might never see its answer.
     */
    private void linger() {
        if (lastAnswer != null) {
            close();
            return;
        }
        closing = true;
        decoder.stop();
        client().endOutput();
        loop().wheel().schedule(this, System.nanoTime() + LINGER_NANOS);
    }

    @Override
    protected void expired(long now) {
        if (closing) {
            closing = false;
            close();
        } else {
            super.expired(now);
        }
    }

    @Override
    void closed() {
        super.closed();
        loop().wheel().cancel(headDeadline);
        if (lastAnswer != null) {
            lastAnswer.end();
        }
    }

    @Override
    public void headBegan() {
        long limit = loop().options().clients().head().toNanos();
        loop().wheel().schedule(headDeadline, System.nanoTime() + limit);
    }

    @Override
    public void headEnded() {
        loop().wheel().cancel(headDeadline);
    }

    @Override
    public void headRefused(Failure failure) {
        refusal = failure;
    }

    @Override
    public void bodyBroken() {
        if (exchange != null) {
            exchange.fail(Failure.BAD_BODY);
        } else {
            close();
        }
    }

    @Override
    public void trailers(LastHttpContent last) {
        Upload upload = exchange == null ? null : exchange.upload();
        if (upload != null) {
            upload.trailers(last.trailingHeaders());
        }
    }

    /** The time within which a head must be complete. */
    private final class HeadDeadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            ChannelHandlerContext context = decoderContext();
            if (context != null) {
                decoder.headTooSlow(context);
            }
        }
    }
}

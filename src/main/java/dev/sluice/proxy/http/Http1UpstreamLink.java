package dev.sluice.proxy.http;

import dev.sluice.core.balance.PeerVitals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xClientConnection;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The link of a pooled connection in HTTP/1, which one attempt uses at a time. It also drops 1xx answers that Vert.x would
 * take for final ones, and sends trailers, which Vert.x cannot.
 */
final class Http1UpstreamLink extends ChannelDuplexHandler implements UpstreamLink {

    private static final int CONTINUE = 100;
    private static final int SWITCHING = 101;
    private static final int EARLY_HINTS = 103;

    /** Vert.x takes it out by that name, when the connection leaves the pool. */
    private static final String CODEC = "codec";

    private final HttpClientConnectionInternal connection;
    private final Consumer<Http1UpstreamLink> gone;
    private final HeldEnd end;
    private final AnswerCodec codec;
    private @Nullable Attempt attempt;
    private @Nullable PeerVitals vitals;
    private @Nullable HttpHeaders trailers;
    private long given;
    private boolean heard;
    private boolean swallowing;
    private boolean switched;
    private boolean deaf;
    private boolean holdsBack;

    private Http1UpstreamLink(
            HttpClientConnectionInternal connection, AnswerCodec codec, Consumer<Http1UpstreamLink> gone) {
        this.connection = connection;
        this.codec = codec;
        this.gone = gone;
        this.end = new HeldEnd(connection.channelHandlerContext());
    }

    /**
     * Puts a link on a fresh connection.
     *
     * @param limits what its answers are decoded within
     * @param gone told once the connection is no more
     */
    static Http1UpstreamLink install(HttpConnection fresh, HttpDecoderConfig limits, Consumer<Http1UpstreamLink> gone) {
        fresh.exceptionHandler(failure -> {}); // each request learns of it by itself
        HttpClientConnectionInternal connection = (HttpClientConnectionInternal) fresh;
        ChannelHandlerContext handler = connection.channelHandlerContext();
        ChannelPipeline pipeline = handler.pipeline();
        Http1UpstreamLink link = new Http1UpstreamLink(connection, new AnswerCodec(limits), gone);
        pipeline.channel().attr(KEY).set(link);
        // A write that fails must not close what there may be to read: an early answer, and the upstream gone behind
        // it.
        pipeline.channel().config().setAutoClose(false);
        pipeline.replace(CODEC, CODEC, link.codec);
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        UpstreamEar ear = new UpstreamEar(link, pipeline.channel());
        if (tls == null) {
            pipeline.addFirst("sluiceEar", ear);
        } else {
            pipeline.addAfter(tls.name(), "sluiceEar", ear);
        }
        pipeline.addBefore(handler.name(), "sluiceLink", link);
        pipeline.addBefore(handler.name(), "sluiceEnd", link.end);
        return link;
    }

    /** Closes the connection if it was that peer's, and no attempt uses it. */
    void closeIfIdle(PeerVitals peer) {
        if (attempt == null && vitals == peer && !switched) {
            connection.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        gone.accept(this);
    }

    @Override
    public void attach(Attempt next, PeerVitals peer) {
        attempt = next;
        vitals = peer;
        heard = false;
        given = 0;
        trailers = null;
        codec.forgetFields(); // of a request that was never written
    }

    @Override
    public void detach(Attempt old) {
        if (attempt == old) {
            attempt = null;
            holdBack(false);
            if (deaf) {
                connection.close();
            }
        }
    }

    /**
     * Takes the connection out of its pool for good.
     *
     * @return its channel, that nobody looks after any longer
     */
    Channel leavePool() {
        switched = true;
        Channel channel = connection.channelHandlerContext().channel();
        channel.attr(KEY).set(null); // a tunnel lives long, and needs nothing of this
        ((Http1xClientConnection) connection).toNetSocket(); // by which the pool learns of it
        return channel;
    }

    /** Something came; true if nobody has asked for it. */
    boolean hears() {
        heard = true;
        PeerVitals peer = vitals;
        if (peer != null) {
            peer.heard(System.nanoTime());
        }
        return attempt == null && !switched;
    }

    /** Past Vert.x, which would copy them once more. */
    @Override
    public MultiMap fieldsOfBodiless(HttpClientRequest request) {
        return codec.fieldsOfNext();
    }

    @Override
    public boolean hasHeard() {
        return heard;
    }

    /** Not a byte more is read meanwhile: Vert.x alone would read on until it held dozens of chunks. */
    @Override
    public void holdBack(boolean holds) {
        if (holds != holdsBack) {
            holdsBack = holds;
            connection.channelHandlerContext().channel().config().setAutoRead(!holds);
        }
        end.holdBack(holds);
    }

    @Override
    public boolean leftOut(int stream) {
        return false;
    }

    @Override
    public void end(HttpClientRequest request, Future<Void> sent, HttpHeaders fields) {
        trailers = fields;
        request.end();
    }

    /** The connection cannot go on. */
    @Override
    public void poison(HttpClientRequest request) {
        request.connection().close();
        request.reset(0);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpResponse response && isSwitch(response)) {
            return;
        }
        if (message instanceof HttpResponse response && isDropped(response)) {
            swallowing = true;
            if (attempt != null) {
                attempt.interim();
            }
        }
        if (swallowing) {
            swallowing = !(message instanceof LastHttpContent);
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpContent content) {
            passOn(ctx, content);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** Hands a body's bytes to the exchange if it takes them, and the rest to Vert.x. */
    private void passOn(ChannelHandlerContext ctx, HttpContent content) {
        Attempt asking = attempt;
        ByteBuf bytes = content.content();
        int length = bytes.readableBytes();
        if (length == 0 || asking == null || !asking.exchange().takes(bytes, given)) {
            given += length;
            ctx.fireChannelRead(content);
        } else if (content instanceof LastHttpContent last) {
            boolean bare = last.trailingHeaders().isEmpty(); // and the bytes are not ours any more
            ctx.fireChannelRead(bare ? LastHttpContent.EMPTY_LAST_CONTENT : last.replace(Unpooled.EMPTY_BUFFER));
        }
    }

    /** Whether it makes a tunnel of the connection: then the request is over, and this link with it. */
    private boolean isSwitch(HttpResponse response) {
        Attempt asking = attempt;
        return response.status().code() == SWITCHING
                && response.decoderResult().isSuccess()
                && asking != null
                && asking.switches(this, response);
    }

    /** 1xx other than those that Vert.x knows; RFC 9110 15.2 lets a client ignore what it does not expect. */
    private static boolean isDropped(HttpResponse response) {
        int code = response.status().code();
        return response.decoderResult().isSuccess()
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && code != CONTINUE
                && code != SWITCHING
                && code != EARLY_HINTS;
    }

    /** The upstream takes nothing more: no request may come here again. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelOutputShutdownEvent) {
            deaf = true;
            if (attempt == null && !switched) {
                connection.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (attempt != null) {
            attempt.exchange().readComplete();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (trailers != null && message == LastHttpContent.EMPTY_LAST_CONTENT) {
            DefaultLastHttpContent last = new DefaultLastHttpContent();
            last.trailingHeaders().set(trailers);
            trailers = null;
            ctx.write(last, promise);
        } else {
            ctx.write(message, promise);
        }
    }
}

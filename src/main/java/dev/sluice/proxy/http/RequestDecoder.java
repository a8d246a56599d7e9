package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * The decoder of a client's connection: Vert.x's own, and what it lets slip. It sees where heads begin (for their
 * deadline), what {@link HeadLines} does not let pass, pipelined requests (one at a time), broken bodies (Vert.x would close
 * without an answer) and trailers (Vert.x drops them).
 *
 * <p>It extends an internal class of Vert.x, as only a decoder can tell which bytes belong to a head.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {

    /** Who is told of what the decoder sees. Event loop. */
    interface Watcher {

        /** A head has begun, but not all of it has come. */
        void headBegan();

        /** A head is complete. */
        void headEnded();

        /** A head is refused; the request that follows stands for it, and nothing more will be read. */
        void headRefused(Failure failure);

        /** The body of the request in progress is not what its framing says; nothing more will be read. */
        void bodyBroken();

        /** The body of the request in progress ended with trailers. */
        void trailers(LastHttpContent last);

        /** The client takes its answer, or does not any longer. */
        void writabilityChanged();

        /**
         * The client sends nothing more.
         *
         * @param whole whether the request in progress, if there is one, has come to its end before
         */
        void inputEnded(boolean whole);
    }

    private final Watcher watcher;
    private final HeadLines head = new HeadLines();
    private final ChunkFrames frames;
    private boolean inHead = true;
    private boolean begun;
    private boolean dead;
    private boolean answering;
    private boolean held;

    RequestDecoder(HttpServerOptions options, Watcher watcher) {
        super(options);
        this.watcher = watcher;
        this.frames = new ChunkFrames(options.getMaxHeaderSize());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (dead) {
            in.skipBytes(in.readableBytes());
            return;
        }
        boolean wasHead = inHead;
        if (wasHead && answering) {
            hold(ctx);
            return;
        }
        if (wasHead) {
            Failure failure = head.look(in);
            if (failure != null) {
                in.skipBytes(in.readableBytes());
                out.add(refusal(failure));
                return;
            }
            if (head.isBefore(in)) {
                return;
            }
        }
        int from = in.readerIndex();
        super.decode(ctx, in, out);
        if (!wasHead && !frames.fit(in.readerIndex() - from, out)) {
            out.forEach(ReferenceCountUtil::release);
            out.clear();
            breaks();
            return;
        }
        for (int i = 0; i < out.size(); i++) {
            i -= took(out, i) ? 0 : 1;
        }
        if (wasHead && inHead && !begun && (head.hasBegun() || in.isReadable())) {
            begun = true;
            watcher.headBegan();
        }
    }

    /** Looks at one decoded object; false if it was taken out. */
    private boolean took(List<Object> out, int i) {
        Object message = out.get(i);
        if (message instanceof HttpRequest request) {
            inHead = false;
            begun = false;
            answering = true;
            watcher.headEnded();
            if (request.decoderResult().isFailure()) {
                refused(request, HeadCheck.ofDecoder(request.decoderResult().cause()));
            } else if (!isSpoken(request.protocolVersion())) {
                refused(request, Failure.VERSION_UNKNOWN);
            } else if (out.size() == 1 && !isFramed(request)) {
                refused(request, Failure.BAD_BODY);
            }
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            out.remove(i);
            ReferenceCountUtil.release(message);
            breaks();
            return false;
        }
        if (message instanceof LastHttpContent last) {
            inHead = true;
            head.next();
            frames.next();
            if (!last.trailingHeaders().isEmpty()) {
                watcher.trailers(last);
            }
        }
        return true;
    }

    /**
     * Leaves what a client sent ahead of its answer as bytes, and reads no more meanwhile. Vert.x would parse it and keep
     * the parts, which are lost, and with them their memory, if the connection closes before their turn.
     */
    private void hold(ChannelHandlerContext ctx) {
        if (!held) {
            held = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** The request in progress is answered: the next one's turn. */
    void answered(ChannelHandlerContext ctx) throws Exception {
        answering = false;
        if (held) {
            held = false;
            ctx.channel().config().setAutoRead(true);
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        }
    }

    /** Whether more requests wait for their turn. */
    boolean holdsMore() {
        return held;
    }

    /** Not for the decoder below, which would drop what is held. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            watcher.inputEnded(inHead);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        watcher.writabilityChanged();
    }

    /** Whatever else comes is dropped: the connection is about to end. */
    void stop() {
        dead = true;
    }

    /** Refuses the head in progress: it took too long. */
    void headTooSlow(ChannelHandlerContext ctx) {
        if (!dead && inHead) {
            ctx.fireChannelRead(refusal(Failure.SLOW_HEAD));
            ctx.fireChannelReadComplete();
        }
    }

    private HttpMessage refusal(Failure failure) {
        inHead = false;
        HttpMessage message = createInvalidMessage();
        answering = true;
        watcher.headEnded();
        refused(message, failure);
        return message;
    }

    private static boolean isSpoken(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0; // other spellings are equal
    }

    /**
     * A failed message would make Vert.x cut the connection under our answer; ours to close, it must look well. Its version
     * too, as Vert.x begins the answer with it, whatever the client wrote there.
     */
    private void refused(HttpMessage message, Failure failure) {
        dead = true;
        message.setDecoderResult(DecoderResult.SUCCESS);
        if (!isSpoken(message.protocolVersion())) {
            message.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        watcher.headRefused(failure);
    }

    private void breaks() {
        dead = true;
        watcher.bodyBroken();
    }

    /** Whether a body is announced. The decoder below takes one for a WebSocket of before RFC 6455, which nobody else does. */
    private static boolean isFramed(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        HeadLines.endsWord(line, start + length);
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        HeadLines.beginsWord(line, start);
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        HeadLines.beginsWord(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * The decoder of a client's connection: Vert.x's own, and what it lets slip. It sees where heads begin (for their
 * deadline), folded header lines (the decoder below joins them without a trace), pipelined requests (one at a time), broken
 * bodies (Vert.x would close without an answer), trailers (Vert.x drops them) and TLS where none is spoken.
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
    }

    private static final byte TLS_HANDSHAKE = 22;

    private final Watcher watcher;
    private boolean inHead = true;
    private boolean begun;
    private boolean dead;
    private boolean answering;
    private boolean held;
    private int lines;

    RequestDecoder(HttpServerOptions options, Watcher watcher) {
        super(options);
        this.watcher = watcher;
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
        if (wasHead && (isTls(in) || isFolded(in))) {
            Failure failure = isTls(in) ? Failure.BAD_REQUEST : Failure.OBSOLETE_FOLDING;
            in.skipBytes(in.readableBytes());
            out.add(refusal(failure));
            return;
        }
        super.decode(ctx, in, out);
        for (int i = 0; i < out.size(); i++) {
            i -= took(out, i) ? 0 : 1;
        }
        if (wasHead && inHead && !begun && (lines > 0 || in.isReadable())) {
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
            }
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            out.remove(i);
            ReferenceCountUtil.release(message);
            dead = true;
            watcher.bodyBroken();
            return false;
        }
        if (message instanceof LastHttpContent last) {
            inHead = true;
            lines = 0;
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
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
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

    /** Whether a ClientHello comes instead of a request; the decoder below would skip its bytes and wait for more. */
    private boolean isTls(ByteBuf in) {
        return lines == 0 && in.isReadable() && in.getByte(in.readerIndex()) == TLS_HANDSHAKE;
    }

    /**
     * Whether a header line that begins in this buffer starts with a blank. The decoder below takes whole lines only, so
     * the buffer always begins at a line's start.
     */
    private boolean isFolded(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end) {
            byte first = in.getByte(at);
            if (lines > 0 && (first == ' ' || first == '\t')) {
                return true;
            }
            int lf = in.indexOf(at, end, (byte) '\n');
            if (lf < 0) {
                return false;
            }
            boolean empty = lf == at || lf == at + 1 && first == '\r';
            if (empty && lines > 0) {
                return false;
            }
            lines += empty ? 0 : 1;
            at = lf + 1;
        }
        return false;
    }
}

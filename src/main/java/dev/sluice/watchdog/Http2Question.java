package dev.sluice.watchdog;

import dev.sluice.core.model.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a probe says in HTTP/2 by prior knowledge (RFC 9113, 3.3): everything at once, before the peer has said a word. */
final class Http2Question {

    /** The only stream of a probe's connection. */
    static final int STREAM = 1;

    /** That we are done, so that the peer may end the connection (RFC 9113, 6.8): no stream of its own, no error. */
    static final Buffer GOODBYE = Buffer.buffer(ByteBufUtil.getBytes(frame(
            Http2FrameTypes.GO_AWAY,
            new Http2Flags(),
            0,
            Unpooled.buffer().writeInt(0).writeInt((int) Http2Error.NO_ERROR.code()))));

    private Http2Question() {}

    /** Preface, settings, and the one request, which has no body. */
    static Buffer of(Peer peer, String userAgent, @Nullable String secret, boolean tls) {
        Http2Headers head = new DefaultHttp2Headers()
                .method("GET")
                .scheme(tls ? "https" : "http")
                .authority(Address.asAuthority(peer))
                .path(peer.probe().path())
                .set("user-agent", userAgent)
                .set("accept", "*/*");
        if (secret != null) {
            head.set("x-gateway-auth", secret);
        }
        ByteBuf block = Unpooled.buffer();
        try (DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder()) {
            encoder.encodeHeaders(STREAM, head, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException("probe of " + peer.name() + ": its head cannot be written", e);
        }
        ByteBuf all = Unpooled.buffer()
                .writeBytes(Http2CodecUtil.connectionPrefaceBuf())
                .writeBytes(frame(Http2FrameTypes.SETTINGS, new Http2Flags(), 0, Unpooled.EMPTY_BUFFER))
                .writeBytes(frame(
                        Http2FrameTypes.HEADERS,
                        new Http2Flags().endOfStream(true).endOfHeaders(true),
                        STREAM,
                        block));
        return Buffer.buffer(ByteBufUtil.getBytes(all));
    }

    private static ByteBuf frame(byte type, Http2Flags flags, int stream, ByteBuf payload) {
        return Unpooled.buffer()
                .writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags.value())
                .writeInt(stream)
                .writeBytes(payload);
    }
}

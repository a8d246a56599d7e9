package dev.sluice.proxy.http;

import dev.sluice.proxy.ProxyOptions;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of an upstream's connection in HTTP/1, in the place of Netty's own, which takes for valid what no HTTP is: a
 * status that is not three digits, blanks within a field's name, two framings of an answer without a body. What comes
 * behind an answer it drops, and has the answer say that the connection ends with it. Requests are never pipelined here,
 * so it remembers one.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {

    /** How large an answer's chunks get: for fewer writes than with 8 KiB, and Vert.x's queue of 16 within 256 KiB. */
    static final int CHUNK_BYTES = 16 * 1024;

    static final int INITIAL_HEAD_BYTES = 1024;

    private static final int STATUS_DIGITS = 3;

    private boolean headOnly;
    private boolean over = true;
    private @Nullable HttpHeaders answer;
    private @Nullable HeadersMultiMap fields;

    AnswerCodec(HttpDecoderConfig limits) {
        init(new Answers(limits), new Requests());
    }

    /** The limits within which answers are decoded. */
    static HttpDecoderConfig limits(ProxyOptions options) {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(options.clients().headBytes())
                .setMaxHeaderSize(options.clients().headBytes())
                .setMaxChunkSize(CHUNK_BYTES)
                .setInitialBufferSize(INITIAL_HEAD_BYTES)
                .setHeadersFactory(AnswerFieldMaps.INSTANCE)
                .setTrailersFactory(AnswerFieldMaps.INSTANCE);
    }

    /** Makes the map of the next request's fields, which stand for all that it is written with. */
    MultiMap fieldsOfNext() {
        HeadersMultiMap next = HeadersMultiMap.httpHeaders();
        fields = next;
        return next;
    }

    void forgetFields() {
        fields = null;
    }

    /** Notes which requests are answered without a body whatever the answer says. */
    private final class Requests extends HttpRequestEncoder {

        @Override
        protected void encode(ChannelHandlerContext ctx, Object message, List<Object> out) throws Exception {
            if (message instanceof HttpRequest request) {
                headOnly = HttpMethod.HEAD.equals(request.method());
                over = false;
                answer = null;
            }
            super.encode(ctx, message, out);
        }

        @Override
        protected void encodeHeaders(HttpHeaders written, ByteBuf buffer) {
            HeadersMultiMap own = fields;
            fields = null;
            if (own == null) {
                super.encodeHeaders(written, buffer);
            } else {
                own.encode(buffer, false);
            }
        }
    }

    /** What these refuse becomes a failed message, as all that the decoder itself refuses. */
    private final class Answers extends HttpResponseDecoder {

        Answers(HttpDecoderConfig limits) {
            super(limits);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
            if (!over) {
                super.decode(ctx, in, out);
                for (int i = 0; i < out.size(); i++) {
                    look(out.get(i));
                }
            }
            if (over && in.isReadable()) {
                in.skipBytes(in.readableBytes()); // these belong to nobody: no next request may find them
                if (answer != null) {
                    answer.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
                }
            }
        }

        private void look(Object message) {
            if (message instanceof HttpResponse response) {
                boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                answer = interim ? null : response.headers();
            }
            if (message instanceof LastHttpContent && answer != null) {
                over = true;
            }
        }

        /** Of digits only: a number parser takes signs, and any count of them (RFC 9112 4). */
        @Override
        protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
            for (int i = start; i < start + length; i++) {
                if (line[i] < '0' || line[i] > '9') {
                    throw new IllegalArgumentException("status: expected digits");
                }
            }
            if (length != STATUS_DIGITS || line[start] == '0') {
                throw new IllegalArgumentException("status: expected three digits");
            }
            return super.splitSecondWordInitialLine(line, start, length);
        }

        /** Blanks before the colon are dropped (RFC 9112 5.1); what comes behind them instead of it would be too. */
        @Override
        protected AsciiString splitHeaderName(byte[] line, int start, int length) {
            int at = start + length;
            while (at < line.length && (line[at] == ' ' || line[at] == '\t')) {
                at++;
            }
            if (at == line.length || line[at] != ':') {
                throw new IllegalArgumentException("field name: expected a colon behind it");
            }
            AsciiString known = KnownNames.find(line, start, length);
            return known == null ? super.splitHeaderName(line, start, length) : known;
        }

        /** Who frames an answer twice cannot be trusted with the next one, though this one has no body to be framed. */
        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage answer) {
            boolean empty = headOnly || super.isContentAlwaysEmpty(answer);
            if (empty
                    && answer.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
                    && answer.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
                throw new IllegalArgumentException("framing: expected one of content-length and transfer-encoding");
            }
            return empty;
        }
    }
}

package dev.sluice.watchdog;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.vertx.core.buffer.Buffer;

/**
 * A reader of the status that an HTTP/2 answer begins with (RFC 9113, 8.3.2). Frames of the connection itself are passed over,
 * interim answers skipped; a connection that does not begin with settings (3.4), or that refuses the stream, is no answer.
 */
final class Http2StatusReader implements AnswerReader {

    private static final int FRAME_HEAD = 9;

    /** No more than what an endpoint may send before it has our settings. */
    private static final int LONGEST_FRAME = 16 * 1024;

    private static final int MOST_BYTES = 64 * 1024;

    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, LONGEST_FRAME);
    private final ByteBuf seen = Unpooled.buffer();
    private final ByteBuf block = Unpooled.buffer();
    private boolean begun;
    private boolean inBlock;

    @Override
    public Result read(Buffer bytes) {
        seen.writeBytes(bytes.getBytes());
        Result result = MORE;
        while (result == MORE && seen.readableBytes() >= FRAME_HEAD) {
            int length = seen.getUnsignedMedium(seen.readerIndex());
            if (length > LONGEST_FRAME) {
                return NOT_HTTP;
            }
            if (seen.readableBytes() < FRAME_HEAD + length) {
                break;
            }
            seen.skipBytes(3);
            byte type = seen.readByte();
            Http2Flags flags = new Http2Flags(seen.readUnsignedByte());
            int stream = seen.readInt() & Integer.MAX_VALUE;
            result = frame(type, flags, stream, seen.readSlice(length));
        }
        return result == MORE && seen.writerIndex() > MOST_BYTES ? NOT_HTTP : result;
    }

    private Result frame(byte type, Http2Flags flags, int stream, ByteBuf payload) {
        if (!begun) {
            begun = type == Http2FrameTypes.SETTINGS && stream == 0 && !flags.ack();
            return begun ? MORE : NOT_HTTP;
        }
        if (inBlock != (type == Http2FrameTypes.CONTINUATION)) {
            return NOT_HTTP;
        }
        return switch (type) {
            case Http2FrameTypes.HEADERS -> headers(flags, stream, payload);
            case Http2FrameTypes.CONTINUATION -> take(flags, payload);
            case Http2FrameTypes.RST_STREAM, Http2FrameTypes.GO_AWAY, Http2FrameTypes.DATA -> NOT_HTTP;
            default -> MORE;
        };
    }

    private Result headers(Http2Flags flags, int stream, ByteBuf payload) {
        int padding = flags.paddingPresent() && payload.isReadable() ? payload.readUnsignedByte() : 0;
        int priority = flags.priorityPresent() ? 5 : 0;
        if (stream != Http2Question.STREAM || payload.readableBytes() < priority + padding) {
            return NOT_HTTP;
        }
        payload.skipBytes(priority);
        return take(flags, payload.readSlice(payload.readableBytes() - padding));
    }

    private Result take(Http2Flags flags, ByteBuf part) {
        block.writeBytes(part);
        inBlock = !flags.endOfHeaders();
        if (inBlock) {
            return block.readableBytes() > LONGEST_FRAME ? NOT_HTTP : MORE;
        }
        try {
            CharSequence text =
                    decoder.decodeHeaders(Http2Question.STREAM, block).status();
            block.clear();
            int status =
                    text == null || !text.toString().matches("[1-9][0-9]{2}") ? 0 : Integer.parseInt(text.toString());
            return status == 0 ? NOT_HTTP : status < 200 ? MORE : new Result(status);
        } catch (Http2Exception e) {
            return NOT_HTTP;
        }
    }
}

package dev.sluice.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * The time within which a client must complete what it has begun to send over HTTP/2: a frame, and a head with all frames
 * that continue it. Not the payload of DATA, as bodies have limits of their own. It counts bytes in front of the decoder,
 * which tells of whole frames and heads only. Event loop.
 */
final class FrameClock extends ChannelInboundHandlerAdapter {

    private static final int PREFACE_BYTES =
            Http2CodecUtil.connectionPrefaceBuf().readableBytes();

    private final Wheel wheel;
    private final long limitNanos;
    private final Wheel.Entry deadline = new Deadline();
    private Runnable tooSlow;
    private int prefaceLeft = PREFACE_BYTES;
    private int headerBytes;
    private int payloadLeft;
    private int length;
    private int type;
    private short flags;
    private boolean inHead;
    private boolean counting;

    private FrameClock(LoopScope loop, Channel channel) {
        this.wheel = loop.wheel();
        this.limitNanos = loop.options().clients().head().toNanos();
        this.tooSlow = channel::close;
    }

    /** Begins it on a connection of whose HTTP/2 nothing was read yet, behind that handler. */
    static void begin(LoopScope loop, ClientChannel client, String behind) {
        client.pipeline().addAfter(behind, "clock", new FrameClock(loop, client.channel()));
    }

    /** That shall happen from now on when the time is over. */
    void tell(Runnable other) {
        tooSlow = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            boolean completed = count(bytes);
            boolean begun = isBegun();
            if (counting && (completed || !begun)) {
                end();
            }
            if (begun && !counting) {
                counting = true;
                wheel.schedule(deadline, System.nanoTime() + limitNanos);
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        counting = false;
        wheel.cancel(deadline);
    }

    private boolean isBegun() {
        return prefaceLeft > 0 && prefaceLeft < PREFACE_BYTES
                || headerBytes > 0
                || inHead
                || payloadLeft > 0 && type != Http2FrameTypes.DATA;
    }

    /** Goes through what has come; whether something was completed by it. */
    private boolean count(ByteBuf bytes) {
        boolean completed = false;
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (prefaceLeft > 0) {
                int taken = Math.min(prefaceLeft, end - at);
                prefaceLeft -= taken;
                at += taken;
            } else if (payloadLeft > 0) {
                int taken = Math.min(payloadLeft, end - at);
                payloadLeft -= taken;
                at += taken;
                completed |= payloadLeft == 0 && completes();
            } else if (header(bytes.getUnsignedByte(at++))) {
                completed |= payloadLeft == 0 && completes();
            }
        }
        return completed;
    }

    /** One byte of a frame's header (RFC 9113 4.1); whether it was the last. */
    private boolean header(short next) {
        switch (headerBytes++) {
            case 0 -> length = next;
            case 1, 2 -> length = length << 8 | next;
            case 3 -> type = next;
            case 4 -> flags = next;
            default -> {} // the stream's number
        }
        if (headerBytes < Http2CodecUtil.FRAME_HEADER_LENGTH) {
            return false;
        }
        headerBytes = 0;
        payloadLeft = length;
        return true;
    }

    /** The frame is complete; whether with it all that it belongs to. */
    private boolean completes() {
        if (type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION) {
            inHead = (flags & Http2Flags.END_HEADERS) == 0;
        }
        return !inHead;
    }

    private final class Deadline extends Wheel.Entry {

        @Override
        protected void expired(long nanos) {
            counting = false;
            tooSlow.run();
        }
    }
}

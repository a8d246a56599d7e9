package dev.sluice.proxy.compress;

import io.netty.buffer.ByteBuf;

/**
 * The making of one body in a content coding, piece by piece. It belongs to one answer and its event loop, and holds native
 * memory until it is closed.
 */
public interface Encoder {

    /** Takes all of these bytes; what is ready by that is appended to {@code out}. */
    void encode(ByteBuf in, ByteBuf out);

    /** Appends what the reader needs to have all bytes taken so far. */
    void flush(ByteBuf out);

    /** Appends the end. Nothing may follow. */
    void finish(ByteBuf out);

    /** Gives back what it holds; at any moment, exactly once. */
    void close();
}

package dev.sluice.proxy.compress;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Memory outside the heap that compressors read from and write to: of arrays they would hold up the garbage collector for as
 * long as they work on a piece.
 */
final class Scratch {

    private static final int SIZE = 64 * 1024;

    private final ByteBuffer in = ByteBuffer.allocateDirect(SIZE);
    private final ByteBuffer out = ByteBuffer.allocateDirect(SIZE);

    /** The next bytes to compress, as many as there is room for. */
    ByteBuffer piece(ByteBuf from) {
        in.clear().limit(Math.min(SIZE, from.readableBytes()));
        from.readBytes(in);
        return in.flip();
    }

    /** Nothing to compress. */
    ByteBuffer nothing() {
        return in.clear().limit(0);
    }

    /** Room for what comes out. */
    ByteBuffer room() {
        return out.clear();
    }

    /** Appends what came out. */
    void drain(ByteBuf to) {
        to.writeBytes(out.flip());
    }
}

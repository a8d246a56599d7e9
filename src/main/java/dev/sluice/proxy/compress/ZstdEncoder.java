package dev.sluice.proxy.compress;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** A body in Zstandard (RFC 8878): one frame, with a window that every browser takes (RFC 9659). */
final class ZstdEncoder implements Encoder {

    private final Encoders home;
    private final Scratch scratch;
    private final ZstdCompressCtx context;

    ZstdEncoder(Encoders home, Scratch scratch, ZstdCompressCtx context) {
        this.home = home;
        this.scratch = scratch;
        this.context = context;
    }

    @Override
    public void encode(ByteBuf in, ByteBuf out) {
        while (in.isReadable()) {
            ByteBuffer piece = scratch.piece(in);
            while (piece.hasRemaining()) {
                compress(piece, EndDirective.CONTINUE, out);
            }
        }
    }

    @Override
    public void flush(ByteBuf out) {
        end(EndDirective.FLUSH, out);
    }

    @Override
    public void finish(ByteBuf out) {
        end(EndDirective.END, out);
    }

    private void end(EndDirective directive, ByteBuf out) {
        ByteBuffer nothing = scratch.nothing();
        boolean done;
        do {
            done = compress(nothing, directive, out);
        } while (!done);
    }

    private boolean compress(ByteBuffer from, EndDirective directive, ByteBuf out) {
        ByteBuffer room = scratch.room();
        boolean done = context.compressDirectByteBufferStream(room, from, directive);
        scratch.drain(out);
        return done;
    }

    @Override
    public void close() {
        home.closed(context);
    }
}

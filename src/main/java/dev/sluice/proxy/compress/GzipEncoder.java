package dev.sluice.proxy.compress;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A body in gzip (RFC 1952), by the JDK's zlib. */
final class GzipEncoder implements Encoder {

    /** ID1, ID2, deflate, no flags, no time, no level told, a system that is not told. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Encoders home;
    private final Scratch scratch;
    private final Deflater deflater;
    private final CRC32 sum = new CRC32();
    private boolean begun;

    GzipEncoder(Encoders home, Scratch scratch, Deflater deflater) {
        this.home = home;
        this.scratch = scratch;
        this.deflater = deflater;
    }

    @Override
    public void encode(ByteBuf in, ByteBuf out) {
        while (in.isReadable()) {
            ByteBuffer piece = scratch.piece(in);
            sum.update(piece);
            deflater.setInput(piece.flip());
            deflate(Deflater.NO_FLUSH, out);
        }
    }

    @Override
    public void flush(ByteBuf out) {
        deflate(Deflater.SYNC_FLUSH, out);
    }

    @Override
    public void finish(ByteBuf out) {
        deflater.finish();
        deflate(Deflater.NO_FLUSH, out);
        out.writeIntLE((int) sum.getValue());
        out.writeIntLE((int) deflater.getBytesRead());
    }

    /** All that is ready; room left over says that there is no more. */
    private void deflate(int mode, ByteBuf out) {
        if (!begun) {
            begun = true;
            out.writeBytes(HEAD);
        }
        ByteBuffer room;
        do {
            room = scratch.room();
            deflater.deflate(room, mode);
            boolean full = !room.hasRemaining();
            scratch.drain(out);
            if (!full) {
                return;
            }
        } while (!deflater.finished());
    }

    @Override
    public void close() {
        home.closed(deflater);
    }
}

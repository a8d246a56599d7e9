package dev.sluice.proxy.compress;

import com.aayushatharva.brotli4j.encoder.Encoder.Mode;
import com.aayushatharva.brotli4j.encoder.EncoderJNI;
import com.aayushatharva.brotli4j.encoder.EncoderJNI.Operation;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A body in Brotli (RFC 7932). */
final class BrotliEncoder implements Encoder {

    private static final int PIECE = 16 * 1024;

    private final Encoders home;
    private final EncoderJNI.Wrapper brotli;

    BrotliEncoder(Encoders home, int quality, int windowLog) throws IOException {
        this.home = home;
        this.brotli = new EncoderJNI.Wrapper(PIECE, quality, windowLog, Mode.GENERIC);
    }

    @Override
    public void encode(ByteBuf in, ByteBuf out) {
        while (in.isReadable()) {
            ByteBuffer piece = brotli.getInputBuffer().clear();
            int size = Math.min(piece.remaining(), in.readableBytes());
            in.readBytes(piece.limit(size));
            push(Operation.PROCESS, size, out);
        }
    }

    @Override
    public void flush(ByteBuf out) {
        push(Operation.FLUSH, 0, out);
    }

    @Override
    public void finish(ByteBuf out) {
        push(Operation.FINISH, 0, out);
    }

    private void push(Operation operation, int size, ByteBuf out) {
        brotli.push(operation, size);
        while (true) {
            if (!brotli.isSuccess()) {
                throw new IllegalStateException("brotli: the encoder failed");
            } else if (brotli.hasMoreOutput()) {
                out.writeBytes(brotli.pull());
            } else if (brotli.hasRemainingInput()) {
                brotli.push(operation, 0);
            } else {
                return;
            }
        }
    }

    @Override
    public void close() {
        brotli.destroy();
        home.closed();
    }
}

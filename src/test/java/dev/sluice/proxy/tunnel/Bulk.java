package dev.sluice.proxy.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

/** Many random bytes, and their CRC-32, which costs little without the second compiler too. */
final class Bulk {

    private static final int PIECE = 1 << 16;

    private Bulk() {}

    /** Writes that many bytes of that seed. */
    static String send(OutputStream out, long seed, long size) throws IOException {
        CRC32 sum = new CRC32();
        byte[] piece = new byte[PIECE];
        new Random(seed).nextBytes(piece);
        for (long left = size; left > 0; left -= PIECE) {
            ByteBuffer.wrap(piece).putLong(left); // no piece is as another
            int now = (int) Math.min(PIECE, left);
            out.write(piece, 0, now);
            sum.update(piece, 0, now);
        }
        return told(sum, size);
    }

    /** What {@link #send} will say of them. */
    static String expected(long seed, long size) throws IOException {
        return send(OutputStream.nullOutputStream(), seed, size);
    }

    /** Reads to the end: how many bytes, and their sum. */
    static String receive(InputStream in) throws IOException {
        return receive(in, 0);
    }

    /** The same, with a pause of a millisecond after that many bytes; 0 for none. */
    static String receive(InputStream in, long pauseEvery) throws IOException {
        CRC32 sum = new CRC32();
        byte[] piece = new byte[PIECE];
        long sincePause = 0;
        long size = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            sum.update(piece, 0, n);
            size += n;
            sincePause += n;
            if (pauseEvery > 0 && sincePause >= pauseEvery) {
                sincePause = 0;
                pause();
            }
        }
        return told(sum, size);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1); // a slow reader is what the test is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String told(CRC32 sum, long size) {
        return size + " bytes, " + Long.toHexString(sum.getValue());
    }
}

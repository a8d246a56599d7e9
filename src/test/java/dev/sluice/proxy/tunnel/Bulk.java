package dev.sluice.proxy.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Many random bytes, and their SHA-256. */
final class Bulk {

    private static final int PIECE = 1 << 16;

    private Bulk() {}

    /** Writes that many bytes of that seed. */
    static String send(OutputStream out, long seed, long size) throws IOException {
        Random random = new Random(seed);
        MessageDigest sum = sha256();
        byte[] piece = new byte[PIECE];
        for (long left = size; left > 0; left -= PIECE) {
            random.nextBytes(piece);
            int now = (int) Math.min(PIECE, left);
            out.write(piece, 0, now);
            sum.update(piece, 0, now);
        }
        return HexFormat.of().formatHex(sum.digest());
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
        MessageDigest sum = sha256();
        byte[] piece = new byte[PIECE];
        long sincePause = 0;
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            sum.update(piece, 0, n);
            sincePause += n;
            if (pauseEvery > 0 && sincePause >= pauseEvery) {
                sincePause = 0;
                pause();
            }
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1); // a slow reader is what the test is about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.sluice.admin.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 of what is served: as long as it is the same, so is the content. */
final class Digest {

    private static final int SHORT = 8;

    private Digest() {}

    static byte[] of(byte[] bytes) {
        return sha256().digest(bytes);
    }

    /** A short one, fit for paths and ETags. */
    static String shortOf(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes), 0, SHORT);
    }

    /** A short one of all these files: their names, lengths and bytes. */
    static String shortOf(SortedMap<String, byte[]> files) {
        MessageDigest all = sha256();
        files.forEach((path, bytes) -> {
            all.update(path.getBytes(StandardCharsets.UTF_8));
            all.update(ByteBuffer.allocate(1 + Integer.BYTES)
                    .put((byte) 0)
                    .putInt(bytes.length)
                    .flip());
            all.update(bytes);
        });
        return HexFormat.of().formatHex(all.digest(), 0, SHORT);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}

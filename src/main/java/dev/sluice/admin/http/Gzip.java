package dev.sluice.admin.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Text made smaller for the wire (RFC 1952). */
public final class Gzip {

    private Gzip() {}

    /**
     * The same in gzip; takes about 10 ms for each MiB at the lowest level.
     *
     * @param level as those of {@link java.util.zip.Deflater}
     */
    public static Buffer of(byte[] plain, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (OutputStream zip = new Leveled(out, level)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: it does not happen
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static final class Leveled extends GZIPOutputStream {

        Leveled(OutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}

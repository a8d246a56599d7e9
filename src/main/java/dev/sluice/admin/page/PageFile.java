package dev.sluice.admin.page;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One file of the page, ready to be sent as it is or compressed; all of them are text. */
record PageFile(MediaType type, Buffer plain, Buffer zipped) {

    static PageFile of(MediaType type, byte[] bytes) {
        return new PageFile(type, Buffer.buffer(bytes), Buffer.buffer(zip(bytes)));
    }

    /** Once for all visitors, so as small as it gets. */
    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (OutputStream zip = new Thorough(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory: it does not happen
        }
        return out.toByteArray();
    }

    private static final class Thorough extends GZIPOutputStream {

        Thorough(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}

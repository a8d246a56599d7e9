package dev.sluice.proxy.compress;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.sluice.core.site.ContentCoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** What a reader makes of a body in a content coding. Bytes and characters are the same here (ISO 8859-1). */
public final class Decoding {

    private final ContentCoding coding;
    private final InputStream encoded;
    private InputStream plain = InputStream.nullInputStream();
    private boolean begun;

    /** One of a body that comes bit by bit; it is at its end when the source gives nothing. */
    public Decoding(ContentCoding coding, Supplier<String> source) {
        this(coding, new Arriving(source));
    }

    private Decoding(ContentCoding coding, InputStream encoded) {
        this.coding = coding;
        this.encoded = encoded;
    }

    /** All of a body that is whole. */
    public static String text(ContentCoding coding, String body) {
        try {
            byte[] encoded = body.getBytes(StandardCharsets.ISO_8859_1);
            return new String(bytes(coding, encoded), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(ContentCoding coding, byte[] body) throws IOException {
        try (InputStream in = decoder(coding, new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    /** So many characters, each asked for by itself: asked for many, some decoders want to see the end first. */
    public String read(int length) throws IOException {
        if (!begun) {
            begun = true;
            plain = decoder(coding, encoded);
        }
        StringBuilder made = new StringBuilder();
        while (made.length() < length) {
            int next = plain.read();
            if (next < 0) {
                throw new IOException("ended after " + made);
            }
            made.append((char) next);
        }
        return made.toString();
    }

    static InputStream decoder(ContentCoding coding, InputStream raw) throws IOException {
        return switch (coding) {
            case GZIP -> new GZIPInputStream(raw);
            case ZSTD -> new ZstdInputStreamNoFinalizer(raw);
            case BR -> {
                BrotliInputStream brotli = new BrotliInputStream(raw);
                brotli.enableEagerOutput();
                yield brotli;
            }
        };
    }

    /** Bytes as they come, one at a time, so that nobody waits for more than there is. */
    private static final class Arriving extends InputStream {

        private final Supplier<String> source;

        Arriving(Supplier<String> source) {
            this.source = source;
        }

        @Override
        public int read() {
            String next = source.get();
            return next.isEmpty() ? -1 : next.charAt(0);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int next = length == 0 ? -1 : read();
            if (next < 0) {
                return length == 0 ? 0 : -1;
            }
            into[offset] = (byte) next;
            return 1;
        }
    }
}

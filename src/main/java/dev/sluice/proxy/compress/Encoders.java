package dev.sluice.proxy.compress;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.sluice.core.site.ContentCoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * The compressors of one event loop. Those that can be used again are, as making one costs as much as a small answer; how many
 * are at work at a time is bounded, and with it their memory: about 0.3 MiB for gzip, 1.2 MiB for the others.
 */
public final class Encoders {

    /** Answers of this event loop in compression at a time; what comes on top stays as it is. */
    static final int MOST_OPEN = 128;

    /** As Caddy's. */
    static final int GZIP_LEVEL = 5;

    static final int ZSTD_LEVEL = 3;

    /** Little more is gained with more where pieces are a few KiB, and each window has a buffer of its size at the client too. */
    static final int ZSTD_WINDOW_LOG = 18;

    static final int BROTLI_QUALITY = 4;
    static final int BROTLI_WINDOW_LOG = 18;

    private static final int MOST_IDLE = 8;

    private final Set<ContentCoding> usable = Codings.usable();
    private final Scratch scratch = new Scratch();
    private final Shelf<Deflater> deflaters = new Shelf<>(MOST_IDLE, Deflater::end);
    private final Shelf<ZstdCompressCtx> contexts = new Shelf<>(MOST_IDLE, ZstdCompressCtx::close);
    private int open;

    /** A fresh one; null if so many are at work that one more would be too much, or if it cannot be made here. */
    public @Nullable Encoder open(ContentCoding coding) {
        if (open >= MOST_OPEN || !usable.contains(coding)) {
            return null;
        }
        Encoder made =
                switch (coding) {
                    case GZIP -> new GzipEncoder(this, scratch, deflater());
                    case ZSTD -> new ZstdEncoder(this, scratch, context());
                    case BR -> brotli();
                };
        open++;
        return made;
    }

    private Deflater deflater() {
        Deflater kept = deflaters.take();
        return kept == null ? new Deflater(GZIP_LEVEL, true) : kept;
    }

    private ZstdCompressCtx context() {
        ZstdCompressCtx kept = contexts.take();
        return kept == null ? fit(new ZstdCompressCtx()) : kept;
    }

    private static ZstdCompressCtx fit(ZstdCompressCtx context) {
        return context.setLevel(ZSTD_LEVEL).setWindowLog(ZSTD_WINDOW_LOG);
    }

    private Encoder brotli() {
        try {
            return new BrotliEncoder(this, BROTLI_QUALITY, BROTLI_WINDOW_LOG);
        } catch (IOException e) {
            throw new UncheckedIOException("brotli encoder", e);
        }
    }

    void closed(Deflater used) {
        open--;
        used.reset();
        deflaters.put(used);
    }

    void closed(ZstdCompressCtx used) {
        open--;
        used.reset(); // its parameters too
        contexts.put(fit(used));
    }

    void closed() {
        open--;
    }

    /** How many are at work. */
    int open() {
        return open;
    }

    /** Frees what is kept for later; nothing may be opened any more. */
    public void close() {
        deflaters.close();
        contexts.close();
    }
}

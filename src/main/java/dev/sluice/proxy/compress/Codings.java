package dev.sluice.proxy.compress;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.github.luben.zstd.util.Native;
import dev.sluice.core.site.ContentCoding;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content codings that this machine can make: gzip always, the others where their native library loads. One that does
 * not is never offered.
 */
public final class Codings {

    private static final Logger LOG = LoggerFactory.getLogger(Codings.class);
    private static final Set<ContentCoding> USABLE = load();

    private Codings() {}

    /** Unpacks and loads libraries when it is asked first, which takes some ten milliseconds: not on an event loop. */
    public static Set<ContentCoding> usable() {
        return USABLE;
    }

    private static Set<ContentCoding> load() {
        Set<ContentCoding> usable = EnumSet.of(ContentCoding.GZIP);
        try {
            Native.load();
            usable.add(ContentCoding.ZSTD);
        } catch (LinkageError | RuntimeException e) {
            missing(ContentCoding.ZSTD, e);
        }
        try {
            Brotli4jLoader.ensureAvailability();
            usable.add(ContentCoding.BR);
        } catch (LinkageError | RuntimeException e) {
            missing(ContentCoding.BR, e);
        }
        return Collections.unmodifiableSet(usable);
    }

    private static void missing(ContentCoding coding, Throwable cause) {
        LOG.warn(
                "compression: {} is not offered, its native library does not load: {}",
                coding.wire(),
                cause.toString());
    }
}

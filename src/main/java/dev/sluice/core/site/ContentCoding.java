package dev.sluice.core.site;

import dev.sluice.core.model.Wire;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A content coding that answers can be given (RFC 9110 8.4.1), in the order in which they are preferred by default. */
public enum ContentCoding implements Wire {
    /** Zstandard (RFC 8878): the least work for what it saves. */
    ZSTD,
    /** Brotli (RFC 7932): the smallest text. */
    BR,
    /** gzip (RFC 1952): known to every client. */
    GZIP;

    /** The coding of that name; null if there is none. */
    static @Nullable ContentCoding of(String wire) {
        for (ContentCoding coding : values()) {
            if (coding.wire().equals(wire)) {
                return coding;
            }
        }
        return null;
    }

    /** The names of all, in order. */
    static String words() {
        return Arrays.stream(values()).map(Wire::wire).collect(Collectors.joining(", "));
    }
}

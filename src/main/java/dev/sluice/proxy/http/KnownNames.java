package dev.sluice.proxy.http;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields that most answers have, in the two spellings that servers use: found by their bytes, they need not be
 * made and hashed anew for each answer. Never changes; any thread.
 */
final class KnownNames {

    private static final List<String> NAMES = List.of(
            "Accept-Ranges",
            "Access-Control-Allow-Credentials",
            "Access-Control-Allow-Headers",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Origin",
            "Access-Control-Expose-Headers",
            "Access-Control-Max-Age",
            "Age",
            "Allow",
            "Alt-Svc",
            "Cache-Control",
            "Connection",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Location",
            "Content-Range",
            "Content-Security-Policy",
            "Content-Type",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Date",
            "ETag",
            "Etag",
            "Expires",
            "Keep-Alive",
            "Last-Modified",
            "Link",
            "Location",
            "Permissions-Policy",
            "Pragma",
            "Referrer-Policy",
            "Retry-After",
            "Server",
            "Set-Cookie",
            "Strict-Transport-Security",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "Vary",
            "Via",
            "WWW-Authenticate",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Powered-By",
            "X-Request-Id",
            "X-XSS-Protection");

    private static final @Nullable AsciiString[] SLOTS = slots();
    private static final int LONGEST =
            NAMES.stream().mapToInt(String::length).max().orElse(0);

    private KnownNames() {}

    private static @Nullable AsciiString[] slots() {
        @Nullable AsciiString[] slots = new AsciiString[512]; // a fifth of them used
        Stream.concat(NAMES.stream(), NAMES.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .distinct()
                .forEach(name -> put(slots, name));
        return slots;
    }

    private static void put(@Nullable AsciiString[] slots, String text) {
        AsciiString name = AsciiString.cached(text);
        int slot = slot(name.array(), name.arrayOffset(), name.length(), slots.length);
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = name;
    }

    /** The name that stands there; null if it is none of these. */
    static @Nullable AsciiString find(byte[] line, int start, int length) {
        if (length == 0 || length > LONGEST) {
            return null;
        }
        int slot = slot(line, start, length, SLOTS.length);
        for (AsciiString name = SLOTS[slot]; name != null; name = SLOTS[slot]) {
            int from = name.arrayOffset();
            if (Arrays.equals(line, start, start + length, name.array(), from, from + name.length())) {
                return name;
            }
            slot = slot + 1 & SLOTS.length - 1;
        }
        return null;
    }

    private static int slot(byte[] line, int start, int length, int slots) {
        int ends = line[start] * 31 + line[start + length / 2] * 7 + line[start + length - 1];
        return (ends * 31 + length) * 0x9E3779B1 >>> 8 & slots - 1;
    }
}

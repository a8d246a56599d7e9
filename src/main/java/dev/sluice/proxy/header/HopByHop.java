package dev.sluice.proxy.header;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that end at this hop (RFC 9110 7.6.1): a fixed list, and what {@code Connection} names, except framing and
 * routing, which a sender could otherwise take away from the next hop.
 */
public final class HopByHop {

    private HopByHop() {}

    /** Whether the field never passes, whatever {@code Connection} says. */
    public static boolean isFixed(String name) {
        if (name.isEmpty()) {
            return true;
        }
        return switch (name.charAt(0) | 0x20) {
            case 'c' -> FieldName.is(name, "connection");
            case 'k' -> FieldName.is(name, "keep-alive");
            case 'p' ->
                FieldName.is(name, "proxy-connection")
                        || FieldName.is(name, "proxy-authenticate")
                        || FieldName.is(name, "proxy-authorization");
            case 't' -> FieldName.is(name, "te") || FieldName.is(name, "transfer-encoding");
            case 'u' -> FieldName.is(name, "upgrade");
            case 'h' -> FieldName.is(name, "http2-settings");
            default -> false;
        };
    }

    /** The fields that {@code Connection} names, or null if it names none: the usual case. */
    public static @Nullable Named named(MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONNECTION)) {
            return null;
        }
        List<String> lines = headers.getAll(HttpHeaders.CONNECTION);
        return lines.size() == 1 && isPlain(lines.get(0)) ? null : new Named(lines);
    }

    private static boolean isPlain(String connection) {
        return connection.equalsIgnoreCase("keep-alive") || connection.equalsIgnoreCase("close");
    }

    /** Whether {@code Connection} holds that option, in any of its lines. */
    public static boolean hasOption(MultiMap headers, String option) {
        return holds(headers, HttpHeaders.CONNECTION, option);
    }

    /** Whether a field that is a list of tokens holds that one, in any of its lines. */
    public static boolean holds(MultiMap headers, CharSequence field, String token) {
        if (!headers.contains(field)) {
            return false;
        }
        for (String line : headers.getAll(field)) {
            if (Tokens.contains(line, token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the sender of a request says that it takes trailers (RFC 9110 10.1.4). */
    public static boolean welcomesTrailers(MultiMap headers) {
        return headers.contains(HttpHeaderNames.TE)
                && headers.getAll(HttpHeaderNames.TE).stream().anyMatch(line -> Tokens.contains(line, "trailers"));
    }

    /** The options of all {@code Connection} lines of one message. */
    public record Named(List<String> lines) {

        /** Whether this field is nominated, and may be. */
        public boolean drops(String name) {
            for (String line : lines) {
                if (Tokens.contains(line, name)) {
                    return !isProtected(name);
                }
            }
            return false;
        }

        private static boolean isProtected(String name) {
            return FieldName.is(name, "host")
                    || FieldName.is(name, "content-length")
                    || FieldName.is(name, "transfer-encoding")
                    || FieldName.is(name, "x-request-id")
                    || FieldName.is(name, "via");
        }
    }
}

package dev.sluice.proxy.header;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;

/** The rules for an answer's fields, and for trailers in either direction. */
public final class ResponseHead {

    private ResponseHead() {}

    /**
     * Writes the fields of the client's answer.
     *
     * @param via our mark, of {@link Via#mark}
     */
    public static void write(MultiMap received, MultiMap to, String requestId, CharSequence via) {
        HopByHop.Named named = HopByHop.named(received);
        for (Map.Entry<String, String> field : received) {
            String name = field.getKey();
            if (!isOurs(name) && !HopByHop.isFixed(name) && (named == null || !named.drops(name))) {
                to.add(name, field.getValue());
            }
        }
        to.set(RequestHead.REQUEST_ID, requestId);
        Via.append(received, to, via);
    }

    /** Writes the fields of a 103 answer. */
    public static void writeEarlyHints(MultiMap received, MultiMap to) {
        for (Map.Entry<String, String> field : received) {
            if (!isOurs(field.getKey()) && !HopByHop.isFixed(field.getKey()) && !isFraming(field.getKey())) {
                to.add(field.getKey().toLowerCase(Locale.ROOT), field.getValue()); // HTTP/2 knows no other
            }
        }
    }

    /**
     * Whether a field may come as a trailer (RFC 9110 6.5.1): none that frames, routes, authenticates or changes how the
     * message is handled, for a reader may merge it into the head.
     */
    public static boolean mayTrail(String name) {
        return !name.isEmpty()
                && !HopByHop.isFixed(name)
                && !isFraming(name)
                && !isOurs(name)
                && !ForwardedHeaders.owns(name)
                && !isControl(name);
    }

    private static boolean isFraming(String name) {
        return FieldName.is(name, "content-length") || FieldName.is(name, "trailer");
    }

    private static boolean isControl(String name) {
        return switch (name.charAt(0) | 0x20) {
            case 'a' -> FieldName.is(name, "authorization");
            case 'c' ->
                FieldName.is(name, "content-encoding")
                        || FieldName.is(name, "content-type")
                        || FieldName.is(name, "content-range")
                        || FieldName.is(name, "cache-control")
                        || FieldName.is(name, "cookie");
            case 'e' -> FieldName.is(name, "expect");
            case 'h' -> FieldName.is(name, "host");
            case 'l' -> FieldName.is(name, "location");
            case 'm' -> FieldName.is(name, "max-forwards");
            case 'p' -> FieldName.is(name, "proxy");
            case 'r' -> FieldName.is(name, "range") || FieldName.is(name, "retry-after");
            case 's' -> FieldName.is(name, "set-cookie");
            case 'x' -> FieldName.startsWith(name, "x-gateway-");
            default -> false;
        };
    }

    private static boolean isOurs(String name) {
        return switch (name.charAt(0) | 0x20) {
            case 'v' -> FieldName.is(name, "via");
            case 'x' -> FieldName.is(name, "x-gateway-error") || FieldName.is(name, "x-request-id");
            default -> false;
        };
    }
}

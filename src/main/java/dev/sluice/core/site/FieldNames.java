package dev.sluice.core.site;

import dev.sluice.core.RequestTarget;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which header fields an operator may change. Those that frame a message, or by which front doors and agents know each other, are none. */
final class FieldNames {

    private static final int LONGEST = 256;

    /** Of one connection, or of the message's framing (RFC 9110 7.6.1, RFC 9112 6). */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final Set<String> OURS = Set.of("via", "x-request-id");

    private FieldNames() {}

    /** What a name would have to be instead of this one; null if it is fine. */
    static @Nullable String refusal(String lower, boolean request) {
        if (lower.isEmpty() || lower.length() > LONGEST || !isToken(lower)) {
            return "the name of a header field: letters, digits and - mostly";
        }
        if (FRAMING.contains(lower)) {
            return "a field that does not belong to the framing of messages or to one connection";
        }
        if (OURS.contains(lower) || lower.replace('_', '-').startsWith("x-gateway-")) {
            return "a field that is not Sluice's own";
        }
        return !request && lower.equals("host") ? "a field that answers have" : null;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!RequestTarget.isTokenChar(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}

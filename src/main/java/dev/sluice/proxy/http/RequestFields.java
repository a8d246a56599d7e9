package dev.sluice.proxy.http;

import dev.sluice.core.RequestTarget;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of an HTTP/2 request must hold to (RFC 9113 8.2 and 8.3), beyond what the decoder below looks at: what
 * passes here may be written into an HTTP/1 request.
 */
final class RequestFields {

    private RequestFields() {}

    /** Why a head is malformed, in a few words; null if it is not. */
    static @Nullable String fault(Http2Headers headers) {
        int pseudo = 0;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            CharSequence name = field.getKey();
            if (name.length() > 0 && name.charAt(0) == ':') {
                pseudo++;
            } else if (!isName(name)) {
                return "field name";
            }
            if (!isValue(field.getValue())) {
                return "field value";
            }
        }
        CharSequence method = headers.method();
        if (method == null || !isToken(method)) {
            return "method";
        }
        return pseudoFault(headers, pseudo);
    }

    private static @Nullable String pseudoFault(Http2Headers headers, int pseudo) {
        CharSequence authority = headers.authority();
        boolean connect = AsciiString.contentEquals("CONNECT", headers.method());
        int expected = 1 + (authority == null ? 0 : 1);
        if (connect) {
            return authority == null || pseudo != expected ? "pseudo-headers of CONNECT" : null;
        }
        CharSequence path = headers.path();
        if (path == null || path.length() == 0 || !isScheme(headers.scheme()) || pseudo != expected + 2) {
            return "pseudo-headers";
        }
        List<CharSequence> hosts = headers.getAll("host");
        if (hosts.size() > 1) {
            return "more than one host";
        }
        boolean agrees =
                authority == null || hosts.isEmpty() || AsciiString.contentEqualsIgnoreCase(authority, hosts.get(0));
        return agrees ? null : "host against authority";
    }

    /** RFC 3986 3.1. */
    private static boolean isScheme(@Nullable CharSequence scheme) {
        if (scheme == null || scheme.length() == 0 || !isLetter(scheme.charAt(0))) {
            return false;
        }
        for (int i = 1; i < scheme.length(); i++) {
            char c = scheme.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Why trailers are malformed; null if they are not. */
    static @Nullable String trailerFault(Http2Headers headers) {
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            if (!isName(field.getKey())) {
                return "trailer name";
            }
            if (!isValue(field.getValue())) {
                return "trailer value";
            }
        }
        return null;
    }

    /** A token without capitals. */
    static boolean isName(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return isToken(name);
    }

    private static boolean isToken(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            if (!RequestTarget.isTokenChar(name.charAt(i))) {
                return false;
            }
        }
        return name.length() > 0;
    }

    /** No control character but the tab, and no blank at either end. */
    static boolean isValue(CharSequence value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return length == 0 || !isBlank(value.charAt(0)) && !isBlank(value.charAt(length - 1));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

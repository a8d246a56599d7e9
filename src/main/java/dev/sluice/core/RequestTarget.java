package dev.sluice.core;

import dev.sluice.core.rule.HostSyntax;
import dev.sluice.core.rule.NetworkSyntax;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Request targets (RFC 9112 3.2) and the one normal form of a path that routes are matched on. */
public final class RequestTarget {

    /** Of an IPv6 address with an IPv4 one at its end, in brackets. */
    private static final int LONGEST_ADDRESS = 47;

    private RequestTarget() {}

    /** Whether the target holds only what a URI may: visible ASCII and no fragment. */
    public static boolean isClean(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return !target.isEmpty();
    }

    /** The length of {@code http://} or {@code https://} at the front, 0 if the target is not in absolute form. */
    public static int schemeLength(String target) {
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : 0;
    }

    /** Where the authority of an absolute-form target ends. */
    public static int authorityEnd(String target, int from) {
        for (int i = from; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return target.length();
    }

    /** The origin form of what follows an authority. */
    public static String originForm(String rest) {
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /**
     * The path that routes are matched on: no query, dot segments resolved (also as {@code %2e}), doubled slashes made
     * one. {@code %2F} stays, as it is data and no separator. Only for matching: what goes upstream are the bytes received.
     */
    public static String normalPath(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return isNormal(path) ? path : normalise(path);
    }

    private static boolean isNormal(String path) {
        for (int i = 0; i + 1 < path.length(); i++) {
            if (path.charAt(i) == '/') {
                char next = path.charAt(i + 1);
                if (next == '/' || next == '.' || next == '%') {
                    return false;
                }
            } else if (path.charAt(i) == '%' && path.charAt(i + 1) == '2') {
                return false;
            }
        }
        return true;
    }

    private static String normalise(String path) {
        StringBuilder out = new StringBuilder(path.length());
        int at = 0;
        boolean endsInDirectory = false;
        while (at < path.length()) {
            int slash = path.indexOf('/', at);
            String segment = dotsDecoded(path.substring(at, slash < 0 ? path.length() : slash));
            at = slash < 0 ? path.length() : slash + 1;
            endsInDirectory = slash >= 0;
            if (segment.equals("..")) {
                int parent = out.lastIndexOf("/");
                out.setLength(Math.max(parent, 0));
                endsInDirectory = true;
            } else if (segment.equals(".")) {
                endsInDirectory = true;
            } else if (!segment.isEmpty()) {
                out.append('/').append(segment);
            }
        }
        if (out.length() == 0 || endsInDirectory) {
            out.append('/');
        }
        return out.toString();
    }

    private static String dotsDecoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        StringBuilder out = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.regionMatches(true, i, "%2e", 0, 3)) {
                out.append('.');
                i += 2;
            } else {
                out.append(segment.charAt(i));
            }
        }
        return out.toString();
    }

    /**
     * The host of an authority in lower case without port and trailing dot, or null if it is not valid. An IPv6 address has its
     * one spelling (RFC 5952), in brackets, and never a zone; IPv4 in IPv6 clothes is IPv4.
     */
    public static @Nullable String host(String authority) {
        if (authority.startsWith("[")) {
            return bracketed(authority);
        }
        int end = authority.length();
        int hostEnd = 0;
        while (hostEnd < end && isNameChar(authority, hostEnd)) {
            hostEnd++;
        }
        if (hostEnd == 0 || hostEnd > 255 || !isPort(authority, hostEnd)) {
            return null;
        }
        int keep = authority.charAt(hostEnd - 1) == '.' ? hostEnd - 1 : hostEnd;
        return lowerCase(keep == end ? authority : authority.substring(0, keep));
    }

    private static @Nullable String bracketed(String authority) {
        int end = authority.indexOf(']') + 1;
        InetAddress address = end == 0 || end > LONGEST_ADDRESS || !isPort(authority, end)
                ? null
                : HostSyntax.address(authority.substring(0, end));
        if (address == null) {
            return null;
        }
        String text = NetworkSyntax.text(address);
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    /** Whether the character may stand in a token (RFC 9110 5.6.2). */
    public static boolean isTokenChar(char c) {
        boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        return word || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isPort(String authority, int from) {
        if (from == authority.length()) {
            return true;
        }
        int digits = authority.length() - from - 1;
        if (authority.charAt(from) != ':' || digits > 5) {
            return false;
        }
        int port = 0;
        for (int i = from + 1; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + (c - '0');
        }
        return digits == 0 || port > 0 && port <= 65535;
    }

    /** Whether a host's name may go on like this; a dot ends a label, which is never empty. */
    private static boolean isNameChar(String authority, int at) {
        char c = authority.charAt(at);
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c == '.' && at > 0 && authority.charAt(at - 1) != '.';
    }

    private static String lowerCase(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return host.toLowerCase(java.util.Locale.ROOT);
            }
        }
        return host;
    }
}

package dev.sluice.proxy.site;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts paths in an upstream's answer into the form in which clients ask: where it says {@code /x}, and sees nothing of a prefix,
 * clients have to ask for it behind that. What has the prefix already was told of it, and stays.
 *
 * @param outer what clients have at the front and upstreams do not; empty for nothing
 * @param inner what upstreams have at the front and clients do not; null for nothing
 * @param host the host that was asked for, lower case, without port
 */
record PrefixRestore(String outer, @Nullable String inner, String host) {

    private static final List<String> SCHEMES = List.of("http://", "https://");
    private static final String PATH = "path=";
    /** Such a cookie is for all paths, or browsers refuse it (RFC 6265bis 4.1.3.2). */
    private static final String HOST_COOKIE = "__host-";

    /** Changes {@code Location} and the paths of {@code Set-Cookie}. */
    void apply(MultiMap answer) {
        String location = answer.get(HttpHeaders.LOCATION);
        if (location != null) {
            answer.set(HttpHeaders.LOCATION, location(location));
        }
        if (answer.contains(HttpHeaders.SET_COOKIE)) {
            List<String> cookies = answer.getAll(HttpHeaders.SET_COOKIE).stream()
                    .map(this::cookie)
                    .toList();
            answer.set("set-cookie", cookies);
        }
    }

    /** Of one that leads to another host, or goes by the path that was asked for, nothing is changed. */
    private String location(String url) {
        if (url.startsWith("/") && !url.startsWith("//")) {
            return path(url);
        }
        for (String scheme : SCHEMES) {
            if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
                int path = url.indexOf('/', scheme.length());
                return path >= 0 && isHere(url.substring(scheme.length(), path))
                        ? url.substring(0, path) + path(url.substring(path))
                        : url;
            }
        }
        return url;
    }

    private boolean isHere(String authority) {
        String asked = authority.toLowerCase(Locale.ROOT);
        return asked.equals(host)
                || asked.startsWith(host) && asked.substring(host.length()).matches(":\\d{1,5}");
    }

    private String path(String target) {
        int end = 0;
        while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
            end++;
        }
        String path = target.substring(0, end);
        if (!outer.isEmpty() && isUnder(path, outer)) {
            return target;
        }
        if (inner != null) {
            if (!isUnder(path, inner)) {
                return target;
            }
            path = path.substring(inner.length());
        }
        String whole = outer + path;
        return isElsewhere(whole) ? target : (whole.isEmpty() ? "/" : whole) + target.substring(end);
    }

    /**
     * Whether browsers would take it for a host and a path: a prefix that upstreams repeat before whatever a client asked for
     * must not be what keeps them from sending it to another site. They read a backslash as a slash, and skip tabs.
     */
    private static boolean isElsewhere(String path) {
        return path.length() > 1 && (path.charAt(1) == '/' || path.charAt(1) == '\\' || path.charAt(1) <= ' ');
    }

    private static boolean isUnder(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** A cookie for all paths of the upstream is for all below the prefix, with and without a slash behind it. */
    private String cookie(String text) {
        if (text.regionMatches(true, 0, HOST_COOKIE, 0, HOST_COOKIE.length())) {
            return text;
        }
        String[] parts = text.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.regionMatches(true, 0, PATH, 0, PATH.length()) && part.startsWith("/", PATH.length())) {
                String path = part.substring(PATH.length());
                String whole = path.equals("/") ? outer.isEmpty() ? "/" : outer : path(path);
                parts[i] = " " + part.substring(0, PATH.length()) + whole;
            }
        }
        return String.join(";", parts);
    }
}

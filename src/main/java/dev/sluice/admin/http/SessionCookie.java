package dev.sluice.admin.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The cookie that holds a session's id. No script reads it, no other site sends it; over HTTPS it is {@code __Host-}: no other
 * host could have set it, and it goes over HTTPS alone (RFC 6265bis 4.1.3).
 */
public final class SessionCookie {

    static final String PLAIN = "sluice_session";
    static final String OVER_HTTPS = "__Host-" + PLAIN;

    private static final int MOST = 4;

    private SessionCookie() {}

    /**
     * The ids that the browser shows, those that only HTTPS can have set first. Several, if another program of this host has
     * set a cookie of the name, on whatever port: what it has set is no session.
     */
    public static List<String> read(HttpServerRequest request) {
        List<String> pairs = request.headers().getAll("Cookie").stream()
                .flatMap(header -> Stream.of(header.split(";", -1)))
                .map(String::strip)
                .toList();
        return Stream.of(OVER_HTTPS + "=", PLAIN + "=")
                .flatMap(name ->
                        pairs.stream().filter(pair -> pair.startsWith(name)).map(pair -> pair.substring(name.length())))
                .limit(MOST)
                .toList();
    }

    /** Gives the browser the id, until it is closed or the session ends. */
    public static void give(HttpServerRequest request, HttpServerResponse response, String id, long seconds) {
        response.addCookie(cookie(request, id).setMaxAge(seconds));
    }

    /** Takes it back, under either name. */
    public static void take(HttpServerResponse response) {
        response.addCookie(made(OVER_HTTPS, "", true).setMaxAge(0));
        response.addCookie(made(PLAIN, "", false).setMaxAge(0));
    }

    private static Cookie cookie(HttpServerRequest request, String id) {
        boolean secure = isHttps(request);
        return made(secure ? OVER_HTTPS : PLAIN, id, secure);
    }

    private static Cookie made(String name, String value, boolean secure) {
        return Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT);
    }

    /** A proxy may speak HTTPS for us: then it is the browser itself that says so, and of whose origin we know that it is ours. */
    private static boolean isHttps(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return request.isSSL()
                || (origin != null && origin.toLowerCase(Locale.ROOT).startsWith("https://"));
    }
}

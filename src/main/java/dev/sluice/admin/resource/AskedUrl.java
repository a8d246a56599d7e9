package dev.sluice.admin.resource;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.core.PortPlan;
import dev.sluice.core.RequestTarget;
import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.rule.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The URL that an explanation is asked for, as the front door would read it. A port that an L4 route listens on leads there,
 * whatever the scheme: so would a connection.
 *
 * @param port -1 if the URL names none
 * @param tcp whether the scheme says that this is no HTTP
 */
record AskedUrl(String host, int port, String path, boolean tcp) {

    private static final String EXPECTED = "a URL such as https://app.example.com/path or tcp://db.example.com:5432";

    /** Fails with INVALID if this is no URL with a host, or a TCP one without a port. */
    static AskedUrl parse(@Nullable String text) {
        String given = text == null ? "" : text.split("#", 2)[0]; // a browser keeps its fragment to itself
        int scheme = given.indexOf("://");
        boolean tcp = given.regionMatches(true, 0, "tcp://", 0, 6);
        String rest = scheme < 0 ? given : given.substring(scheme + 3);
        int end = RequestTarget.authorityEnd(rest, 0);
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        String host = RequestTarget.isClean(given) ? RequestTarget.host(authority) : null;
        int port = host == null ? -1 : port(authority);
        if (host == null || (tcp && port < 0)) {
            throw ApiProblem.invalid("url", Problems.show(masked(text, rest, end)), EXPECTED);
        }
        return new AskedUrl(host, port, RequestTarget.normalPath(RequestTarget.originForm(rest.substring(end))), tcp);
    }

    private static int port(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean named = colon > authority.lastIndexOf(']') && colon < authority.length() - 1;
        return named ? Integer.parseInt(authority.substring(colon + 1)) : -1;
    }

    /** Without what stands before a host's @: that may be a password. */
    private static @Nullable String masked(@Nullable String text, String rest, int end) {
        int at = rest.lastIndexOf('@', end);
        return text == null || at < 0 ? text : rest.substring(at + 1);
    }

    /** Where the table leads it; null for nowhere. */
    @Nullable
    RoutePlan find(RoutingTable table) {
        PortPlan listener = table.port(port);
        RoutePlan door = table.doors().get(port);
        if (door != null) {
            return !tcp && table.find(host, path) == door ? door : null;
        }
        if (listener == null) {
            return tcp ? null : table.find(host, path);
        }
        return listener.taker() == null ? listener.find(host) : listener.taker();
    }

    /** For a sentence. */
    String shown() {
        return Problems.show(tcp ? host + ":" + port : host + path);
    }
}

package dev.sluice.imports.caddy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether what a line does to a request's fields is what Sluice does anyway. */
final class HeaderUp {

    private static final Set<String> HOST =
            Set.of("{host}", "{hostport}", "{http.request.host}", "{http.request.hostport}");
    private static final Set<String> CLIENT = Set.of(
            "{remote_host}",
            "{http.request.remote.host}",
            "{client_ip}",
            "{http.vars.client_ip}",
            "{http.request.client_ip}");

    private static final Map<String, Set<String>> SAME = Map.of(
            "host", HOST,
            "x-forwarded-host", HOST,
            "x-real-ip", CLIENT,
            "x-forwarded-for", CLIENT,
            "x-forwarded-proto", Set.of("{scheme}", "{http.request.scheme}"),
            "connection", Set.of("{header.connection}", "{http.request.header.connection}", "{>connection}", "upgrade"),
            "upgrade", Set.of("{header.upgrade}", "{http.request.header.upgrade}", "{>upgrade}", "websocket"));

    private HeaderUp() {}

    /** The name of the field, without Caddy's sign for what is done with it. */
    static String field(List<String> words) {
        return words.isEmpty() ? "" : words.get(0);
    }

    static boolean isDoneAnyway(List<String> words) {
        if (words.size() != 2) {
            return false;
        }
        Set<String> values = SAME.get(words.get(0).toLowerCase(Locale.ROOT));
        return values != null && values.contains(words.get(1).toLowerCase(Locale.ROOT));
    }
}

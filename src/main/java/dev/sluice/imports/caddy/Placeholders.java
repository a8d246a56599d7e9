package dev.sluice.imports.caddy;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Caddy's words in braces as Sluice has them. */
final class Placeholders {

    private static final Pattern IN_BRACES = Pattern.compile("\\{[^{}\\s\"':,]*\\}");

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("{host}", "{host}"),
            Map.entry("{http.request.host}", "{host}"),
            Map.entry("{method}", "{method}"),
            Map.entry("{http.request.method}", "{method}"),
            Map.entry("{path}", "{path}"),
            Map.entry("{http.request.uri.path}", "{path}"),
            Map.entry("{query}", "{query}"),
            Map.entry("{http.request.uri.query}", "{query}"),
            Map.entry("{scheme}", "{scheme}"),
            Map.entry("{http.request.scheme}", "{scheme}"),
            Map.entry("{remote_host}", "{client_ip}"),
            Map.entry("{http.request.remote.host}", "{client_ip}"),
            Map.entry("{client_ip}", "{client_ip}"),
            Map.entry("{http.vars.client_ip}", "{client_ip}"),
            Map.entry("{http.request.uuid}", "{request_id}"));

    private static final Map<String, String> URI = Map.of("{uri}", "{path}", "{http.request.uri}", "{path}");

    private Placeholders() {}

    /** Whether there is any. */
    static boolean in(String text) {
        return IN_BRACES.matcher(text).find();
    }

    /** A field's value; null if it has one that Sluice has not. */
    static @Nullable String value(String text) {
        return translated(text, Map.of());
    }

    /** Where a redirect leads, which takes the query along by itself. */
    static @Nullable String target(String text) {
        return translated(text, URI);
    }

    private static @Nullable String translated(String text, Map<String, String> more) {
        Matcher found = IN_BRACES.matcher(text);
        StringBuilder out = new StringBuilder();
        while (found.find()) {
            String ours = SAME.getOrDefault(found.group(), more.getOrDefault(found.group(), ""));
            if (ours.isEmpty()) {
                return null;
            }
            found.appendReplacement(out, Matcher.quoteReplacement(ours));
        }
        return found.appendTail(out).toString();
    }
}

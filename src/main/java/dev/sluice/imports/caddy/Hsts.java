package dev.sluice.imports.caddy;

import dev.sluice.core.model.Route;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strict-Transport-Security as a line of a Caddyfile sets it (RFC 6797). */
final class Hsts {

    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|;)\\s*max-age\\s*=\\s*\"?(\\d{1,10})\"?\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);

    private Hsts() {}

    /** Whether the words set the field; it may begin with one of Caddy's signs for how. */
    static boolean isSetBy(List<String> words) {
        return words.size() == 2
                && words.get(0).replaceFirst("^[?>+]", "").equalsIgnoreCase("Strict-Transport-Security");
    }

    /** Seconds; null if they are more than a route can say, or none. */
    static @Nullable Integer seconds(String value) {
        Matcher found = MAX_AGE.matcher(value);
        if (!found.find()) {
            return null;
        }
        long seconds = Long.parseLong(found.group(1));
        return seconds <= Route.LONGEST_HSTS_S ? Integer.valueOf((int) seconds) : null;
    }

    /** What of the value a route cannot say; empty for nothing. */
    static String lost(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean subdomains = lower.contains("includesubdomains");
        boolean preload = lower.contains("preload");
        if (subdomains || preload) {
            return "without " + (subdomains ? "includeSubDomains" : "") + (subdomains && preload ? " and " : "")
                    + (preload ? "preload" : "") + ", for a route speaks for its own host";
        }
        return "";
    }
}

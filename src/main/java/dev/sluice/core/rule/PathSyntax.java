package dev.sluice.core.rule;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a route's path prefix may be: a path of RFC 3986 in its one normal form, without a slash at its end. */
public final class PathSyntax {

    /** What a path prefix must be, for messages. */
    public static final String EXPECTED =
            "a path that starts with /, without query, fragment, // or dot segments, at most 1024 characters";

    private static final int LONGEST = 1024;
    private static final Pattern PATH = Pattern.compile("(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("(?:.*/)?(?:\\.|%2e){1,2}(?:/.*)?", Pattern.CASE_INSENSITIVE);

    private PathSyntax() {}

    /** The prefix as it is kept, or null if it is none. */
    public static @Nullable String normalise(String text) {
        boolean sound = text.length() <= LONGEST
                && PATH.matcher(text).matches()
                && !text.contains("//")
                && !DOT_SEGMENT.matcher(text).matches();
        if (!sound) {
            return null;
        }
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}

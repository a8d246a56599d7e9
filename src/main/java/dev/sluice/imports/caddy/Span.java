package dev.sluice.imports.caddy;

import dev.sluice.core.rule.PathSyntax;
import dev.sluice.imports.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Paths that a route can stand for: a path and all below it.
 *
 * @param prefix in its normal form
 * @param note how this is not quite what the file says; empty if it is
 */
record Span(String prefix, String note) {

    /** Paths in one matcher, and places that a matcher within others may come to. */
    static final int MOST = 2_000;

    static final Span ALL = new Span("/", "");

    /** What a list of patterns spans; faults are the patterns that no route can stand for. */
    record Read(List<Span> spans, List<String> faults) {}

    static Read of(List<String> patterns) {
        if (patterns.isEmpty()) {
            return new Read(List.of(ALL), List.of());
        }
        if (patterns.size() > MOST) {
            throw new UnreadableException(
                    patterns.get(0), "one of over " + MOST + " paths of a matcher; expected fewer");
        }
        List<Span> spans = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String pattern : patterns) {
            Span span = of(pattern, patterns);
            if (span != null) {
                spans.add(span);
            } else if (!patterns.contains(pattern + "/*") && !patterns.contains(pattern + "*")) {
                faults.add(pattern);
            }
        }
        return new Read(spans, faults);
    }

    private static @Nullable Span of(String pattern, List<String> all) {
        if (pattern.equals("*") || pattern.equals("/*")) {
            return ALL;
        }
        if (!pattern.endsWith("*")
                || pattern.indexOf('*') < pattern.length() - 1
                || pattern.matches(".*[?\\[\\\\{].*")) {
            return null;
        }
        boolean atBorder = pattern.endsWith("/*");
        String path = pattern.substring(0, pattern.length() - (atBorder ? 2 : 1));
        String prefix = PathSyntax.normalise(path);
        if (prefix == null) {
            return null;
        }
        if (atBorder) {
            return new Span(prefix, all.contains(path) ? "" : path + " itself goes there too");
        }
        return new Span(prefix, "only " + path + " and what is below it, not such as " + path + "x");
    }

    /** What both span; null if nothing. */
    @Nullable
    Span and(Span other) {
        if (covers(other.prefix)) {
            return other;
        }
        return other.covers(prefix) ? this : null;
    }

    /** Whether each path below the other prefix is one of these. */
    boolean covers(String other) {
        return covers(prefix, other);
    }

    static boolean covers(String wide, String narrow) {
        return wide.equals("/") || narrow.equals(wide) || narrow.startsWith(wide + "/");
    }

    /** Whether a pattern of Caddy's may fit a path below the prefix, as far as can be told; Caddy does not look at case. */
    static boolean mayMeet(String pattern, String prefix) {
        int wild = pattern.indexOf('*');
        String fixed = (wild < 0 ? pattern : pattern.substring(0, wild)).toLowerCase(Locale.ROOT);
        String below = prefix.toLowerCase(Locale.ROOT);
        return fixed.startsWith(below)
                || below.startsWith(fixed) && wild >= 0
                || fixed.equals("/") && below.equals("/");
    }
}

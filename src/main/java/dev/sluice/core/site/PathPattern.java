package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a rule is for: one, or with {@code /*} at its end all that begin so, whole segments.
 *
 * @param path without the star
 * @param prefix whether it had one
 */
public record PathPattern(String path, boolean prefix) {

    private static final int LONGEST = 1_024;
    private static final String EXPECTED = "a path such as /old, or /old/* for all that is below it too";

    static PathPattern read(Fields in) {
        in.require("path", EXPECTED);
        String text = in.text("path", "/", "/");
        boolean prefix = text.endsWith("/*");
        String path = prefix ? text.substring(0, text.length() - 2) : text;
        if (!text.startsWith("/") || text.length() > LONGEST || path.indexOf('*') >= 0 || !isClean(path)) {
            in.problem("path", text, EXPECTED);
        }
        return new PathPattern(path, prefix);
    }

    private static boolean isClean(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '?' && c != '#');
    }

    /**
     * What is behind the pattern's own path, which is empty for exactly that path; null if the path does not match.
     *
     * @param asked in normal form
     */
    public @Nullable String rest(String asked) {
        if (!prefix) {
            return asked.equals(path) ? "" : null;
        }
        if (!asked.startsWith(path)) {
            return null;
        }
        String rest = asked.substring(path.length());
        return rest.isEmpty() || rest.charAt(0) == '/' ? rest : null;
    }

    String text() {
        return prefix ? path + "/*" : path;
    }
}

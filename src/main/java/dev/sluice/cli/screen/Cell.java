package dev.sluice.cli.screen;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a table. Control characters in it become blanks: what others named must not command a terminal.
 *
 * @param text on one line
 */
public record Cell(String text, Shade shade) {

    private static final String CUT = "..";

    public Cell {
        text = text.replaceAll("\\p{Cntrl}", " ");
    }

    /** What the value says; {@code -} for null. */
    public static Cell of(@Nullable Object value, Shade shade) {
        return value == null ? new Cell("-", Shade.FAINT) : new Cell(value.toString(), shade);
    }

    public static Cell of(@Nullable Object value) {
        return of(value, Shade.PLAIN);
    }

    int width() {
        return text.codePointCount(0, text.length());
    }

    /** It, filled up or cut to so many columns. */
    String fitted(int columns) {
        int missing = columns - width();
        if (missing >= 0) {
            return text + " ".repeat(missing);
        }
        int kept = Math.max(0, columns - CUT.length());
        return text.substring(0, text.offsetByCodePoints(0, kept)) + CUT.substring(0, Math.min(columns, CUT.length()));
    }
}

package dev.sluice.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sort of value: how its text is read, and the words for what fits.
 *
 * @param expected completes "expected ..."
 * @param reader the text's value; null if it does not fit
 * @param list whether the value is a list: a YAML sequence, or items between commas
 * @param shown what an error shows of a text that does not fit: nothing secret, and the part that matters
 */
record Kind<T>(String expected, Function<String, @Nullable T> reader, boolean list, Function<String, String> shown) {

    private static final int SHOWN = 60;

    static <T> Kind<T> of(String expected, Function<String, @Nullable T> reader) {
        return new Kind<>(expected, reader, false, Kind::shortened);
    }

    Kind<T> shownAs(Function<String, String> newShown) {
        return new Kind<>(expected, reader, list, newShown);
    }

    /** Cuts what is too long for one line, and leaves no control characters that a terminal would obey. */
    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}

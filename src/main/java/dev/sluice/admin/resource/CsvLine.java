package dev.sluice.admin.resource;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of comma-separated values (RFC 4180). Spreadsheets take a cell that begins with one of {@code = + - @}, a tab or a
 * carriage return for a formula, quoted or not: such a cell gets an apostrophe in front, which makes it a text.
 */
final class CsvLine {

    private static final String FORMULA = "=+-@\t\r";

    private CsvLine() {}

    /** The line with its end. */
    static String of(@Nullable Object... cells) {
        return Stream.of(cells).map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !(value instanceof Number)) {
            text = "'" + text;
        }
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\t')
                && text.equals(text.strip());
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package dev.sluice.imports.caddyfile;

import dev.sluice.imports.UnreadableException;
import java.util.Map;
import java.util.function.BiConsumer;

/** Puts the values of environment variables where a Caddyfile says {@code {$NAME}} or {@code {$NAME:default}}. */
final class Variables {

    private final Map<String, String> environment;
    private final BiConsumer<String, String> unset;

    /**
     * Variables of an environment.
     *
     * @param unset told the place and the name of each that has neither value nor default, and is empty therefore
     */
    Variables(Map<String, String> environment, BiConsumer<String, String> unset) {
        this.environment = environment;
        this.unset = unset;
    }

    /** The text with the values in it; what stands in a value is not replaced again. */
    String replaced(String text, String file) {
        StringBuilder whole = new StringBuilder(text.length());
        int from = 0;
        int line = 1;
        while (true) {
            int begin = text.indexOf("{$", from);
            int end = begin < 0 ? -1 : text.indexOf('}', begin);
            if (end < 0) {
                return whole.append(text, from, text.length()).toString();
            }
            whole.append(text, from, begin);
            String inner = text.substring(begin + 2, end);
            line += lineEnds(text, from, begin);
            whole.append(inner.isEmpty() ? "{$}" : value(inner, file, line));
            line += lineEnds(text, begin, end);
            if (whole.length() > Limits.FILE_CHARS) {
                throw new UnreadableException(
                        file, "over " + Limits.FILE_CHARS + " characters with its variables; expected fewer");
            }
            from = end + 1;
        }
    }

    private String value(String inner, String file, int line) {
        String[] parts = inner.split(":", 2);
        String value = environment.get(parts[0]);
        if (value != null) {
            return value;
        }
        if (parts.length == 2) {
            return parts[1];
        }
        unset.accept(file + ":" + line, parts[0]);
        return "";
    }

    private static int lineEnds(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}

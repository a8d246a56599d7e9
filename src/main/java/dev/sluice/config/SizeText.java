package dev.sluice.config;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of bytes as people write it: {@code 500}, {@code 500B}, {@code 32KiB}, {@code 10MiB}, {@code 2GiB}. */
final class SizeText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private SizeText() {}

    static @Nullable Long read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        String unit = form.group(2);
        return Long.parseLong(form.group(1)) * (unit == null ? 1 : UNITS.getOrDefault(unit, 1L));
    }

    /** For texts of our own. */
    static long parsed(String text) {
        return Objects.requireNonNull(read(text), text);
    }
}

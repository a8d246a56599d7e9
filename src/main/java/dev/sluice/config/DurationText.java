package dev.sluice.config;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A duration as people write it: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h30m}; largest unit first. */
final class DurationText {

    private static final Pattern FORM = Pattern.compile(
            "(?=\\d)(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,12})ms)?");

    private DurationText() {}

    static @Nullable Duration read(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Duration.ofDays(part(form, 1))
                        .plusHours(part(form, 2))
                        .plusMinutes(part(form, 3))
                        .plusSeconds(part(form, 4))
                        .plusMillis(part(form, 5))
                : null;
    }

    /** For texts of our own. */
    static Duration parsed(String text) {
        return Objects.requireNonNull(read(text), text);
    }

    private static long part(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}

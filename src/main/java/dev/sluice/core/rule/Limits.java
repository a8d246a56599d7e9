package dev.sluice.core.rule;

import dev.sluice.core.model.Route;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The catalogue of what single values may be; each check tells the problems and nothing else. */
public final class Limits {

    static final int LONGEST_DESCRIPTION = 255;
    static final int LONGEST_OUTAGE_MESSAGE = 64 * 1024;
    static final int LONGEST_COOLDOWN_S = 7 * 86_400;
    static final int MOST_PROBES = 100;
    static final int HIGHEST_PRIORITY = 1_000_000;
    public static final int HIGHEST_PORT = 65_535;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{Nd} ._-]{0,62}");
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    private Limits() {}

    static void name(String name, Problems problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    "name", name, "1 to 63 letters, digits, spaces or . _ - and a letter or digit at the beginning");
        }
    }

    static void description(String text, Problems problems) {
        if (text.length() > LONGEST_DESCRIPTION) {
            problems.add(
                    "description", text.length() + " characters", "at most " + LONGEST_DESCRIPTION + " characters");
        }
    }

    static void host(String path, String host, Problems problems) {
        if (!HostSyntax.isHost(host)) {
            problems.add(path, host, HostSyntax.EXPECTED);
        }
    }

    static void port(String path, @Nullable Integer port, Problems problems) {
        if (port != null) {
            between(path, port, 1, HIGHEST_PORT, problems);
        }
    }

    static void hstsMaxAge(@Nullable Integer seconds, Problems problems) {
        if (seconds != null) {
            between("hsts_max_age_s", seconds, 0, Route.LONGEST_HSTS_S, problems);
        }
    }

    static void nothing(String path, @Nullable Object value, String why, Problems problems) {
        if (value != null) {
            problems.add(path, value, "null, since " + why);
        }
    }

    static void between(String path, int value, int least, int most, Problems problems) {
        if (value < least || value > most) {
            problems.add(path, value, "a whole number from " + least + " to " + most);
        }
    }

    static void interval(String path, Duration interval, Problems problems) {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            problems.add(path, DurationText.format(interval), "a duration from 100ms to 1h");
        }
    }
}

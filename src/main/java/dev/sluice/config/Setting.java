package dev.sluice.config;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator can set.
 *
 * @param path its place in the file, such as {@code proxy.dial-timeout}
 * @param preset the text of its default, as it would be written; empty if nothing is set by default
 * @param meaning one or two sentences for the manual
 * @param waitsFor what has to come before it has an effect; null if it has one
 */
record Setting<T>(
        String path,
        Kind<T> kind,
        String preset,
        String meaning,
        @Nullable String waitsFor) {

    static <T> Setting<T> of(String path, Kind<T> kind, String preset, String meaning) {
        return new Setting<>(path, kind, preset, meaning, null);
    }

    static <T> Setting<T> later(String path, Kind<T> kind, String preset, String meaning, String waitsFor) {
        return new Setting<>(path, kind, preset, meaning, Objects.requireNonNull(waitsFor));
    }

    /** The environment variable that beats the file. */
    String variable() {
        return "SLUICE_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}

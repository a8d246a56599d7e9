package dev.sluice.config;

import java.util.Locale;

/**
 * One thing that an operator can set.
 *
 * @param path its place in the file, such as {@code proxy.dial-timeout}
 * @param preset the text of its default, as it would be written; empty if nothing is set by default
 * @param meaning one or two sentences for the manual
 */
record Setting<T>(String path, Kind<T> kind, String preset, String meaning) {

    static <T> Setting<T> of(String path, Kind<T> kind, String preset, String meaning) {
        return new Setting<>(path, kind, preset, meaning);
    }

    /** The environment variable that beats the file. */
    String variable() {
        return "SLUICE_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}

package dev.sluice.core.port;

import org.jspecify.annotations.Nullable;

/**
 * One setting of the process as people may see it.
 *
 * @param path such as {@code proxy.dial-timeout}
 * @param variable the environment's name for it
 * @param value as it would be written, secrets masked; null if it has none
 * @param preset its default; null if it has none
 * @param source where the value comes from: a file with a line, or an environment variable; null for the default
 * @param meaning a sentence or two
 * @param reloads whether it changes when the settings are read again
 */
public record ShownSetting(
        String path,
        String variable,
        @Nullable String value,
        @Nullable String preset,
        @Nullable String source,
        String meaning,
        boolean reloads) {}

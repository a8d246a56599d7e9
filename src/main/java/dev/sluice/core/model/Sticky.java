package dev.sluice.core.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That clients of a pool stay on the member that has served them, by a cookie.
 *
 * @param cookie its name
 * @param maxAge how long browsers keep it; null: until they are closed
 */
public record Sticky(String cookie, @Nullable Duration maxAge) {

    public static final String DEFAULT_COOKIE = "sluice_peer";
}

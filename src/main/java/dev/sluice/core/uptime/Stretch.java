package dev.sluice.core.uptime;

import java.time.Instant;

/**
 * A time in which something was so.
 *
 * @param to after {@code from}, itself not in it
 */
record Stretch(Instant from, Instant to, UpState state) {}

package dev.sluice.core.uptime;

import java.time.Instant;
import java.util.List;

/**
 * Which pools backed a route for a time.
 *
 * @param to itself not in it
 * @param pools their ids, in order; none: it had to do without
 */
record Backing(Instant from, Instant to, List<Long> pools) {}

package dev.sluice.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The operator's word that a route be served by a given peer for now.
 *
 * @param until when it ends by itself; null holds until it is taken back
 */
public record RouteOverride(
        long routeId, long peerId, Instant setAt, @Nullable Instant until, Stamp stamp) {}

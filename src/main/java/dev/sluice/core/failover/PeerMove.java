package dev.sluice.core.failover;

import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Moment;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one peer's health.
 *
 * @param actor who made it so
 * @param symptom the first sign of a loss; null for a recovery
 */
public record PeerMove(
        Peer peer,
        Transition transition,
        PeerHealth before,
        PeerHealth after,
        Moment at,
        String actor,
        @Nullable Symptom symptom) {}

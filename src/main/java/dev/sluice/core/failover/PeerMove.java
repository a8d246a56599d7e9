package dev.sluice.core.failover;

import dev.sluice.core.model.Peer;
import dev.sluice.core.port.Moment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        @Nullable Symptom symptom) {
    /** What was first met of each peer that these moves are of, by peer id. */
    public static Map<Long, Symptom> symptoms(List<PeerMove> moves) {
        Map<Long, Symptom> symptoms = new HashMap<>();
        for (PeerMove move : moves) {
            if (move.symptom() != null) {
                symptoms.put(move.peer().id(), move.symptom());
            }
        }
        return symptoms;
    }
}

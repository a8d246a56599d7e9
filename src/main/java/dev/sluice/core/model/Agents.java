package dev.sluice.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we share with agents, so that both know each other.
 *
 * @param pairings by peer id, ascending, unmodifiable
 * @param authority null until the first pairing code is issued
 */
public record Agents(Map<Long, Pairing> pairings, @Nullable Authority authority) {

    public static final Agents NONE = new Agents(Map.of(), null);

    public Agents {
        pairings = InKeyOrder.of(pairings);
    }

    /** These with that one in the place of the peer's earlier one. */
    Agents with(Pairing pairing) {
        return new Agents(InKeyOrder.put(pairings, pairing.peerId(), pairing), authority);
    }

    Agents with(Authority known) {
        return new Agents(pairings, known);
    }

    /** These without that peer's; the same object if it has none. */
    Agents without(long peerId) {
        return pairings.containsKey(peerId) ? new Agents(InKeyOrder.drop(pairings, peerId), authority) : this;
    }
}

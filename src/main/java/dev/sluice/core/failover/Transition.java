package dev.sluice.core.failover;

import dev.sluice.core.model.Wire;

/** The moves of a peer's health, by the seed's names. */
public enum Transition implements Wire {
    ALIVE_TO_DOWN,
    DOWN_TO_COOLDOWN,
    /** Failed again during its cooldown: DOWN, and the clock starts over. */
    COOLDOWN_RESET,
    COOLDOWN_TO_ALIVE,
    /** ALIVE without a cooldown: first seen, or there was nothing to fail back from. */
    FIRST_ALIVE,
    /** Never seen alive, and does not answer. */
    FIRST_DOWN
}

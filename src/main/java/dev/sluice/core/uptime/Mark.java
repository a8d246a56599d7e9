package dev.sluice.core.uptime;

import java.time.Instant;

/**
 * What an event says of something.
 *
 * @param after how it was from then on
 * @param before how it was until then, as far as that event knows
 */
record Mark(Instant at, UpState after, UpState before) {

    static Mark down(Instant at) {
        return new Mark(at, UpState.DOWN, UpState.UP);
    }

    static Mark up(Instant at) {
        return new Mark(at, UpState.UP, UpState.DOWN);
    }

    /** Something is so since then, and nobody told of before. */
    static Mark first(Instant at, UpState state) {
        return new Mark(at, state, UpState.UNKNOWN);
    }
}

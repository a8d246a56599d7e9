package dev.sluice.admin.http;

import dev.sluice.core.port.Clock;

/** Puts the gates together. */
public final class Gates {

    private Gates() {}

    /** The gate that these tokens open. */
    public static TokenGate of(TokenBook book, Clock clock) {
        return new TokenGate(book, new Throttle(clock));
    }
}

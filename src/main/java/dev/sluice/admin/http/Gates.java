package dev.sluice.admin.http;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import java.util.function.Consumer;

/** Puts the gates together. */
public final class Gates {

    private Gates() {}

    /**
     * The gate that these tokens open.
     *
     * @param teller takes events
     */
    public static TokenGate of(TokenBook book, Clock clock, Consumer<Event> teller) {
        return new TokenGate(book, new Throttle(clock), new Lockouts(clock, teller));
    }
}

package dev.sluice.admin.http;

import dev.sluice.admin.auth.SessionBook;
import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import java.util.function.Consumer;

/** Puts the gates together. */
public final class Gates {

    private Gates() {}

    /**
     * The gate that these tokens and sessions open.
     *
     * @param teller takes events
     */
    public static AccessGate of(TokenBook tokens, SessionBook sessions, Clock clock, Consumer<Event> teller) {
        Lockouts lockouts = new Lockouts(clock, teller);
        return new AccessGate(new TokenGate(tokens, new Throttle(clock), lockouts), new SessionGate(sessions));
    }

    /**
     * What lets passwords be tried.
     *
     * @param teller takes events
     */
    public static LoginGate logins(Clock clock, Consumer<Event> teller) {
        return new LoginGate(clock, new Lockouts(clock, teller));
    }
}

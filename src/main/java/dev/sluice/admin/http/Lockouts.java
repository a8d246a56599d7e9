package dev.sluice.admin.http;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.Clock;
import dev.sluice.core.rule.AccessEvents;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells of addresses that may try no more for a while; at most once a minute, since there may be many. One event loop. */
final class Lockouts {

    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final Consumer<Event> teller;
    private long toldNanos;
    private boolean told;

    Lockouts(Clock clock, Consumer<Event> teller) {
        this.clock = clock;
        this.teller = teller;
    }

    void locked(String what, String from, int tries, long waitSeconds) {
        long now = clock.nanos();
        if (!told || now - toldNanos >= QUIET_NANOS) {
            told = true;
            toldNanos = now;
            teller.accept(AccessEvents.locked(what, from, tries, waitSeconds, clock.wall()));
        }
    }
}

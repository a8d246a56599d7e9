package dev.sluice.proxy.access;

import dev.sluice.core.site.AccessHours;

/** Whether hours are open now: computed at the first look behind each change, and remembered until the next. One event loop. */
final class OpenNow {

    private final AccessHours hours;
    private boolean open;
    private long since = Long.MAX_VALUE;
    private long until;

    OpenNow(AccessHours hours) {
        this.hours = hours;
    }

    /** Milliseconds of the epoch; they may go back, as a machine's clock may be set. */
    boolean at(long now) {
        if (now < since || now >= until) {
            open = hours.isOpen(now);
            since = now;
            until = hours.changesAfter(now);
        }
        return open;
    }

    /** How long that stays so after the last look, which was at that time; in seconds, rounded up. */
    long secondsLeft(long now) {
        return (until - now + 999) / 1000;
    }
}

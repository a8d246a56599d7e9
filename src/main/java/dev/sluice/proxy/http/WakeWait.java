package dev.sluice.proxy.http;

import java.util.concurrent.TimeUnit;

/**
 * The wait of one request for a LAN host that is being woken: it is dialled again each second, for as long as the agent has
 * patience. Who dials reports that the host is missed, and so has it woken. Event loop.
 */
final class WakeWait extends Wheel.Entry {

    private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoopScope loop;
    private final Runnable dial;
    private final long untilNanos;
    private long dialledNanos;

    /**
     * A wait that begins now.
     *
     * @param dial tries once more
     */
    WakeWait(LoopScope loop, Runnable dial) {
        this.loop = loop;
        this.dial = dial;
        long now = System.nanoTime();
        this.dialledNanos = now;
        this.untilNanos = now + loop.options().hops().wakePatience().toNanos();
    }

    /** One more dial, a second after the last; false if the patience is over. */
    boolean again() {
        long at = Math.max(System.nanoTime(), dialledNanos + PACE_NANOS);
        if (at - untilNanos > 0) {
            return false;
        }
        loop.wheel().schedule(this, at);
        return true;
    }

    /** Nobody waits any more. */
    void end() {
        loop.wheel().cancel(this);
    }

    @Override
    protected void expired(long nanos) {
        dialledNanos = nanos;
        dial.run();
    }
}

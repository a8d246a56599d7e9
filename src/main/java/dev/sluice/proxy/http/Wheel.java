package dev.sluice.proxy.http;

import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one clock of an event loop: every wait of every request hangs on it, so that a request costs two list operations
 * and no timer. Entries are late by up to one tick. Used on its own event loop only; ticks only while it has entries.
 */
public final class Wheel {

    static final long TICK_NANOS = 50_000_000L;
    private static final int SLOTS = 256;

    /** Something that waits for its time. */
    public abstract static class Entry {

        private @Nullable Entry before;
        private @Nullable Entry after;
        private long tick;

        /** The time has come; the entry is off the wheel and may be put on again. */
        protected abstract void expired(long nanos);

        private void linkBefore(Entry ring) {
            Entry last = ring.before;
            before = last;
            after = ring;
            if (last != null) {
                last.after = this;
            }
            ring.before = this;
        }

        private void unlink() {
            if (before != null && after != null) {
                before.after = after;
                after.before = before;
            }
            before = null;
            after = null;
        }
    }

    /** The head of a ring; never expires. */
    private static final class Ring extends Entry {

        Ring() {
            super.before = this;
            super.after = this;
        }

        @Nullable
        Entry first() {
            Entry first = super.after;
            return first == this ? null : first;
        }

        @Override
        protected void expired(long nanos) {
            throw new IllegalStateException("a ring's head is no entry");
        }
    }

    private final ContextInternal loop;
    private final Ring[] slots;
    private final Ring due = new Ring();
    private final long origin = System.nanoTime();
    private long turned;
    private int size;
    private boolean ticking;

    /** A wheel that turns on this event loop, whoever schedules: a plain Vert.x timer would ask who calls. */
    public Wheel(Context loop) {
        this(loop, SLOTS);
    }

    /**
     * The same, with that many ticks to a turn.
     *
     * @param slots a power of two
     */
    Wheel(Context loop, int slots) {
        this.loop = (ContextInternal) loop;
        this.slots = new Ring[slots];
        Arrays.setAll(this.slots, i -> new Ring());
    }

    /** Puts the entry on, or moves it: it expires within one tick after that time. */
    public void schedule(Entry entry, long atNanos) {
        cancel(entry);
        if (!ticking) {
            ticking = true;
            turned = (System.nanoTime() - origin) / TICK_NANOS - 1;
            loop.setTimer(TICK_NANOS / 1_000_000, id -> turn());
        }
        entry.tick = Math.max(turned + 1, (atNanos - origin + TICK_NANOS - 1) / TICK_NANOS);
        entry.linkBefore(slot(entry.tick));
        size++;
    }

    /** Takes the entry off; nothing happens if it is not on. */
    public void cancel(Entry entry) {
        if (entry.after != null) {
            entry.unlink();
            size--;
        }
    }

    int size() {
        return size;
    }

    private Ring slot(long tick) {
        return slots[(int) (tick & (slots.length - 1))];
    }

    private void turn() {
        long now = System.nanoTime();
        long target = (now - origin) / TICK_NANOS;
        long from = Math.max(turned + 1, target - slots.length + 1);
        turned = target;
        for (long tick = from; tick <= target; tick++) {
            collect(slot(tick), target);
        }
        // One at a time from the ring's head: an entry that expires may cancel any other.
        for (Entry entry = due.first(); entry != null; entry = due.first()) {
            cancel(entry);
            try {
                entry.expired(now);
            } catch (RuntimeException e) {
                loop.reportException(e); // the clock of all others goes on
            }
        }
        ticking = size > 0;
        if (ticking) {
            loop.setTimer(TICK_NANOS / 1_000_000, id -> turn());
        }
    }

    private void collect(Ring slot, long target) {
        Entry entry = slot.first();
        while (entry != null && entry != slot) {
            Entry next = entry.after;
            if (entry.tick <= target) {
                entry.unlink();
                entry.linkBefore(due);
            }
            entry = next;
        }
    }
}

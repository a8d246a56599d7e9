package dev.sluice.core.balance;

import dev.sluice.core.model.PeerCapacity;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets no more requests to a peer at once than its capacity says; a few more wait, first come, first served. Any thread. */
public final class InFlightGate {

    private final AtomicInteger inFlight;
    private final Queue<Place> places = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile PeerCapacity capacity;

    /** A gate before what is counted so. */
    InFlightGate(AtomicInteger inFlight, PeerCapacity capacity) {
        this.inFlight = inFlight;
        this.capacity = capacity;
    }

    /** A place among those that wait. */
    public final class Place {

        private final Runnable granted;
        private final AtomicBoolean over = new AtomicBoolean();

        private Place(Runnable granted) {
            this.granted = granted;
        }

        /** Waits no longer; false if its turn has come: then it is in flight. */
        public boolean leave() {
            if (!end()) {
                return false;
            }
            places.remove(this);
            return true;
        }

        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                waiting.decrementAndGet();
            }
            return first;
        }
    }

    /** How much passes. */
    public PeerCapacity capacity() {
        return capacity;
    }

    /** How many wait. */
    public int waiting() {
        return waiting.get();
    }

    /** From now on so much passes. */
    void capacity(PeerCapacity other) {
        capacity = other;
        freed();
    }

    /** Whether one more is in flight now; false if it has to wait. */
    boolean enter() {
        return waiting.get() == 0 && reserve();
    }

    private boolean reserve() {
        for (int now = inFlight.get(); now < capacity.maxInFlight(); now = inFlight.get()) {
            if (inFlight.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits for a turn.
     *
     * @param granted called once when it has come and one more is in flight, on any thread, possibly before this returns
     * @return null if too many wait already
     */
    public @Nullable Place await(Runnable granted) {
        if (waiting.incrementAndGet() > capacity.queue()) {
            waiting.decrementAndGet();
            return null;
        }
        Place place = new Place(granted);
        places.add(place);
        freed();
        return place;
    }

    /** There may be room: whoever waits comes in. */
    void freed() {
        while (!places.isEmpty() && reserve()) {
            Place next = places.poll();
            while (next != null && !next.end()) {
                next = places.poll();
            }
            if (next == null) {
                inFlight.decrementAndGet(); // all have left; whoever came meanwhile is seen by the next look
            } else {
                next.granted.run();
            }
        }
    }
}

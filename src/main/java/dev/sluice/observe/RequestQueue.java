package dev.sluice.observe;

import dev.sluice.core.port.FinishedRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many threads to one, which refuses instead of waiting. Putting in costs one compare-and-set; no lock is
 * taken and nobody is woken.
 */
final class RequestQueue {

    private final AtomicReferenceArray<@Nullable FinishedRequest> slots;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private volatile long head;

    /** A queue for that many, which must be a power of two. */
    RequestQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity: actual " + capacity + ", expected a power of two");
        }
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    /** Puts one in; false if there is no room. Any thread. */
    boolean offer(FinishedRequest request) {
        while (true) {
            long at = tail.get();
            if (at - head > mask) {
                return false;
            }
            if (tail.compareAndSet(at, at + 1)) {
                // The reader emptied this slot before it moved head on, so nothing is overwritten.
                slots.setRelease((int) at & mask, request);
                return true;
            }
        }
    }

    /** Takes the oldest out; null if there is none, or it is only just being put in. The one reader. */
    @Nullable
    FinishedRequest poll() {
        long at = head;
        FinishedRequest request = slots.getAcquire((int) at & mask);
        if (request != null) {
            slots.setRelease((int) at & mask, null);
            head = at + 1;
        }
        return request;
    }
}

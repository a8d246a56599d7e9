package dev.sluice.core.mirror;

import dev.sluice.core.model.Wire;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many copies of a route's requests are under way, and what became of the others. Any thread. */
public final class MirrorCounts {

    /** What became of a copy. */
    public enum Outcome implements Wire {
        /** The mirror answered, whatever. */
        ANSWERED,
        /** It was sent, or was to be, and no whole answer came in time. */
        FAILED,
        /** As many as may be were under way, or the request's body took too long to come: nothing was sent. */
        DROPPED,
        /** The request's body is longer than what is copied: nothing was sent. */
        TOO_LARGE
    }

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    public MirrorCounts() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** Takes a place among so many; false, and counted, if there is none. */
    boolean begin(int most) {
        int now = inFlight.get();
        while (now < most) {
            if (inFlight.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inFlight.get();
        }
        count(Outcome.DROPPED);
        return false;
    }

    /** Gives the place back. */
    public void end() {
        inFlight.decrementAndGet();
    }

    public void count(Outcome outcome) {
        adder(outcome).increment();
    }

    public long counted(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** How many are gathered, sent or waited for now. */
    public int inFlight() {
        return inFlight.get();
    }

    private LongAdder adder(Outcome outcome) {
        LongAdder adder = outcomes.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + outcome);
        }
        return adder;
    }
}

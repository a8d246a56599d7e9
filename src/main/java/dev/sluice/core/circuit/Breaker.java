package dev.sluice.core.circuit;

import dev.sluice.core.model.Wire;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.site.CircuitBreaker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One route's circuit to one peer: closed while its requests go well, open once too many of them failed, and closed again by one
 * request that tries it and goes well. The peer's health has no part in it. Any thread, none waits for another.
 */
public final class Breaker {

    /** How a circuit may be. */
    public enum State implements Wire {
        CLOSED,
        OPEN,
        /** One request tries it, or the next one will. */
        HALF_OPEN
    }

    private final CircuitBreaker terms;
    private final LongSupplier clock;
    private final FailureWindow window;

    /** From when on one request may try it, monotonic nanoseconds; 0 while it is closed. */
    private final AtomicLong retryAt = new AtomicLong();

    private final LongAdder openings = new LongAdder();
    private volatile boolean trying;
    private volatile String reason = "";

    /** A closed one. */
    Breaker(CircuitBreaker terms, LongSupplier clock) {
        this.terms = terms;
        this.clock = clock;
        this.window = new FailureWindow(terms.window().toNanos());
    }

    /** A request that may go to the peer. What becomes of it is told once; what is told later is heard by nobody. */
    public final class Pass {

        /** What {@link #retryAt} became by it; 0 if it tries nothing. */
        private final long trial;

        private boolean told;

        /** When an answer's head came that is no failure, monotonic nanoseconds; of use while {@link #good}. */
        private long answeredAt;

        private boolean good;

        private Pass(long trial) {
            this.trial = trial;
        }

        /** An answer's head came. */
        public void answered(int status) {
            boolean first = !told;
            boolean failed = terms.fails(status);
            tell(failed);
            if (first && !failed) {
                good = true;
                answeredAt = clock.getAsLong();
            }
        }

        /** No answer comes, or not the rest of one: that is told after its head, which did not fail. */
        public void failed() {
            if (good) {
                good = false;
                brokeOff(this, clock.getAsLong());
            } else {
                tell(true);
            }
        }

        /** Nobody will know: it was not sent, or nobody waits for its answer. */
        public void withdrawn() {
            good = false;
            if (!told) {
                told = true;
                if (trial != 0 && retryAt.compareAndSet(trial, notNull(clock.getAsLong()))) {
                    trying = false;
                }
            }
        }

        private void tell(boolean failed) {
            if (told) {
                return;
            }
            told = true;
            long now = clock.getAsLong();
            if (trial == 0) {
                observed(failed, now);
            } else if (failed) {
                retryAt.compareAndSet(trial, notNull(now + terms.openFor().toNanos()));
                trying = false;
            } else {
                window.clear();
                retryAt.set(0);
                trying = false;
            }
        }
    }

    /** Lets a request pass; null if it has to go elsewhere. Of those that come when the time is over, one passes. */
    public @Nullable Pass enter() {
        long at = retryAt.get();
        if (at == 0) {
            return new Pass(0);
        }
        long now = clock.getAsLong();
        if (now - at < 0) {
            return null;
        }
        // Should nobody ever tell what becomes of this one, another may try later.
        long next = notNull(now + terms.openFor().toNanos());
        if (!retryAt.compareAndSet(at, next)) {
            return null;
        }
        trying = true;
        return new Pass(next);
    }

    /** What began while it was closed may end while it is open, and then says nothing new. */
    private void observed(boolean failed, long now) {
        if (retryAt.get() != 0) {
            return;
        }
        window.count(failed, now);
        if (failed) {
            openIfTooMany(now);
        }
    }

    /** The one that closed the circuit just now would not have: it is open again. Any other counts as a failure. */
    private void brokeOff(Pass pass, long now) {
        if (pass.trial != 0 && now - pass.answeredAt < terms.window().toNanos()) {
            open(now);
        } else if (retryAt.get() == 0) {
            window.failedAfterAll(pass.answeredAt, now);
            openIfTooMany(now);
        }
    }

    private void openIfTooMany(long now) {
        FailureWindow.Sum sum = window.sum(now);
        if (sum.failed() >= terms.failures() && sum.failed() * 100 >= sum.all() * terms.failurePercent()) {
            reason = sum.failed() + " of " + sum.all() + " requests within " + DurationText.format(terms.window());
            open(now);
        }
    }

    private void open(long now) {
        if (retryAt.compareAndSet(0, notNull(now + terms.openFor().toNanos()))) {
            openings.increment();
        }
    }

    private static long notNull(long nanos) {
        return nanos == 0 ? 1 : nanos;
    }

    public State state() {
        long at = retryAt.get();
        if (at == 0) {
            return State.CLOSED;
        }
        return trying || clock.getAsLong() - at >= 0 ? State.HALF_OPEN : State.OPEN;
    }

    /** How long nobody passes, nanoseconds; 0 if somebody may. */
    public long shutFor() {
        long at = retryAt.get();
        return at == 0 ? 0 : Math.max(0, at - clock.getAsLong());
    }

    /** How often it was opened. */
    public long openings() {
        return openings.sum();
    }

    /** What failed when it was opened last, in words. */
    public String reason() {
        return reason;
    }
}

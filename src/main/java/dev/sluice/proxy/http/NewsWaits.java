package dev.sluice.proxy.http;

import dev.sluice.core.failover.ProbeTiming;
import dev.sluice.proxy.AgentGate;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits at an agent because the front door knows its route otherwise than the agent does: the front door hears of a change
 * first, and its requests may overtake the agent's config. Event loop.
 */
public final class NewsWaits {

    /** However often our own loop stands still meanwhile, in patiences. */
    private static final int MOST_PATIENCES = 3;

    private final Wheel wheel;
    private final Context context;
    private final @Nullable AgentGate gate;
    private final Set<Wait> waiting = new LinkedHashSet<>();

    NewsWaits(Wheel wheel, Context context, @Nullable AgentGate gate) {
        this.wheel = wheel;
        this.context = context;
        this.gate = gate;
    }

    /**
     * Waits for the next table that will do, until the front door was asked: what does not fit what it answered then is itself
     * of yesterday.
     *
     * @param goesOn looks at the table, and is true if that is it
     * @param late run when there is nothing to wait for any more, unless the wait is ended before
     * @return null if no newer table will come: then nothing waits
     */
    public @Nullable Wait begin(BooleanSupplier goesOn, Runnable late) {
        Wait wait = new Wait(goesOn, late);
        if (gate == null || !gate.news().ask(() -> context.runOnContext(v -> wait.giveUp()))) {
            return null;
        }
        waiting.add(wait);
        wait.begin(System.nanoTime(), gate.newsPatience().toNanos());
        return wait;
    }

    void published() {
        for (Wait wait : List.copyOf(waiting)) {
            if (waiting.contains(wait) && wait.goesOn.getAsBoolean()) {
                wait.end();
            }
        }
    }

    /** One that waits. */
    public final class Wait extends Wheel.Entry {

        private final BooleanSupplier goesOn;
        private final Runnable late;
        private long dueNanos;
        private long latestNanos;

        private Wait(BooleanSupplier goesOn, Runnable late) {
            this.goesOn = goesOn;
            this.late = late;
        }

        private void begin(long now, long patience) {
            dueNanos = now + patience;
            latestNanos = now + MOST_PATIENCES * patience;
            wheel.schedule(this, dueNanos);
        }

        /** Waits no more; nobody is told. */
        public void end() {
            waiting.remove(this);
            wheel.cancel(this);
        }

        private void giveUp() {
            if (waiting.remove(this)) {
                wheel.cancel(this);
                late.run();
            }
        }

        @Override
        protected void expired(long nanos) {
            long lateness = nanos - dueNanos;
            if (lateness > ProbeTiming.LATE_NOTICE.toNanos() && nanos - latestNanos < 0) {
                // Our loop stood still, and the answer may lie unread: this is younger by that.
                dueNanos = Math.min(nanos + lateness, latestNanos);
                wheel.schedule(this, dueNanos);
            } else {
                giveUp();
            }
        }
    }
}

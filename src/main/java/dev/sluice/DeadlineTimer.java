package dev.sluice;

import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Moment;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The one timer for what only the passing of time decides: set anew after each publication. Control loop. */
final class DeadlineTimer {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Clock clock;
    private final Runnable due;
    private long timer = NONE;

    /**
     * A timer that is not set.
     *
     * @param due called when the deadline has come
     */
    DeadlineTimer(Vertx vertx, Clock clock, Runnable due) {
        this.vertx = vertx;
        this.clock = clock;
        this.due = due;
    }

    /** Takes the place of the deadline before; null for none. */
    void set(@Nullable Moment deadline) {
        cancel();
        if (deadline != null) {
            long nanos = Math.max(0, deadline.nanos() - clock.nanos());
            timer = vertx.setTimer(nanos / 1_000_000 + 1, id -> due.run());
        }
    }

    void cancel() {
        vertx.cancelTimer(timer);
        timer = NONE;
    }
}

package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/**
 * A wait that ends when the database has shown no life for some ticks in a row. Ticks, because a loop that stood still for
 * long would find its timers due before it has read the answer: so it loses one tick, not all. Store's loop only.
 */
final class Patience<T> {
    static final long TICK_MS = 500;

    private final Vertx vertx;
    private final Presence presence;
    private final int limit;
    private final Promise<T> outcome = Promise.promise();
    private long tickedNanos = System.nanoTime();
    private int quiet;
    private long timer;

    private Patience(Vertx vertx, Presence presence, int limit) {
        this.vertx = vertx;
        this.presence = presence;
        this.limit = limit;
    }

    /** The outcome, or a {@link TimeoutException} after so many ticks without a sign of life. */
    static <T> Future<T> of(Vertx vertx, Presence presence, int ticks, Future<T> work) {
        Patience<T> patience = new Patience<>(vertx, presence, ticks);
        patience.arm();
        work.onComplete(done -> {
            vertx.cancelTimer(patience.timer);
            if (done.succeeded()) {
                patience.outcome.tryComplete(done.result());
            } else {
                patience.outcome.tryFail(done.cause());
            }
        });
        return patience.outcome.future();
    }

    private void arm() {
        timer = vertx.setTimer(TICK_MS, id -> tick());
    }

    private void tick() {
        // Others may be served while this one waits.
        quiet = presence.heardNanos() - tickedNanos > 0 ? 0 : quiet + 1;
        tickedNanos = System.nanoTime();
        if (quiet >= limit) {
            outcome.tryFail(new TimeoutException("no answer within " + limit * TICK_MS + " ms"));
        } else {
            arm();
        }
    }
}

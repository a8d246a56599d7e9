package dev.sluice.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/** An end to waiting. {@link Future#timeout} would not do: it leaves the event loop for futures made without a context. */
final class TimeLimit {
    private TimeLimit() {}

    /** The outcome, or a {@link TimeoutException} if there is none in time. What comes later is dropped. */
    static <T> Future<T> of(Vertx vertx, long ms, Future<T> work) {
        Promise<T> outcome = Promise.promise();
        long timer = vertx.setTimer(ms, id -> outcome.tryFail(new TimeoutException("no answer within " + ms + " ms")));
        work.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                outcome.tryComplete(done.result());
            } else {
                outcome.tryFail(done.cause());
            }
        });
        return outcome.future();
    }
}

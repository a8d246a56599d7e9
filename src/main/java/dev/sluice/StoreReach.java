package dev.sluice;

import dev.sluice.core.port.StoreAwayException;
import dev.sluice.store.Store;
import dev.sluice.store.embedded.EmbeddedPostgresException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tries to reach the store: one at the start; if that one must not be waited for, because there is something else to go
 * on from, further ones until one succeeds. On the store's loop.
 */
final class StoreReach {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReach.class);
    private static final long FIRST_RETRY_MS = 500;
    private static final long LAST_RETRY_MS = 2_000;

    /** What is being tried at the end of the program gets this long to come to an end itself. */
    private static final long CLOSE_LIMIT_MS = 5_000;

    private final Context loop;
    private final DatabaseOpening opening;
    private final Promise<Store> reached = Promise.promise();
    private Future<?> trying = Future.succeededFuture();
    private @Nullable Store open;
    private boolean closed;
    private boolean told;
    private long retryMs = FIRST_RETRY_MS;
    private long timer = -1;

    StoreReach(Context loop, DatabaseOpening opening) {
        this.loop = loop;
        this.opening = opening;
    }

    /** The store, once it is reached; never fails. */
    Future<Store> reached() {
        return reached.future();
    }

    /**
     * Begins to try.
     *
     * @param spare whether the program can start without the database
     * @return whether it was reached; fails if it was not and there is no spare
     */
    Future<Boolean> start(boolean spare) {
        Promise<Boolean> outcome = Promise.promise();
        reached.future().onSuccess(store -> outcome.tryComplete(true));
        loop.runOnContext(v -> {
            if (spare) {
                long ms = opening.patience().toMillis();
                loop.owner().setTimer(ms, id -> outcome.tryComplete(false));
            }
            attempt(failure -> spare && isAway(failure), outcome);
        });
        return outcome.future();
    }

    private void attempt(Predicate<Throwable> mayFail, Promise<Boolean> outcome) {
        trying = opening.open()
                .onSuccess(store -> {
                    open = store;
                    reached.tryComplete(store);
                })
                .onFailure(failure -> {
                    if (!mayFail.test(failure)) {
                        outcome.tryFail(failure);
                    }
                    if (failure instanceof EmbeddedPostgresException) {
                        outcome.tryComplete(false); // it tried for long itself
                    }
                    if (mayFail.test(failure) || outcome.future().succeeded()) {
                        retry(failure, mayFail, outcome);
                    }
                });
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof StoreAwayException || failure instanceof EmbeddedPostgresException;
    }

    private void tell(Throwable failure) {
        if (!told) {
            LOG.warn("The database cannot be reached: {}", failure.getMessage());
            told = true;
        }
    }

    private void retry(Throwable failure, Predicate<Throwable> mayFail, Promise<Boolean> outcome) {
        if (!closed) {
            tell(failure);
            timer = loop.owner().setTimer(retryMs, id -> attempt(mayFail, outcome));
            retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
        }
    }

    /** Ends the tries, then what was opened. */
    Future<Void> close() {
        return Future.future(promise -> loop.runOnContext(v -> {
            closed = true;
            loop.owner().cancelTimer(timer);
            trying.timeout(CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS)
                    .transform(ended -> open == null ? Future.succeededFuture() : open.close())
                    .transform(ended -> opening.close())
                    .onComplete(promise);
        }));
    }
}

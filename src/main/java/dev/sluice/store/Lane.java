package dev.sluice.store;

import dev.sluice.core.rule.Rejection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, and a queue of work for it: one piece at a time, in order, each within a time limit.
 *
 * <p>The connection is made when it is first needed and thrown away after any failure, because what a piece of work left
 * on it (a transaction, a statement that still runs) must not meet the next. Closing it also undoes what was not
 * committed. While the database is known to be away, nothing is tried, and what was under way is given up.
 *
 * <p>Any thread may call; all work and every completion happens on the store's event loop.
 */
final class Lane {
    private static final long WORK_LIMIT_MS = 10_000;
    private static final int MOST_WAITING = 1_000;
    /** Most work takes a few milliseconds. */
    private static final long DOUBT_MS = 300;

    private final Vertx vertx;
    private final Context context;
    private final Connector connector;
    private final Database database;
    private final Presence presence;
    // The rest is touched on the context only.
    private Future<?> last = Future.succeededFuture();
    private @Nullable PgConnection connection;
    private int waiting;
    private @Nullable Promise<?> underWay;
    private boolean closed;

    Lane(Vertx vertx, Context context, Connector connector, Database database, Presence presence) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.database = database;
        this.presence = presence;
        presence.onLoss(this::abandon);
    }

    /** Does the work once all before it is done. Fails if it takes longer than 10 s from when its turn came. */
    <T> Future<T> run(Function<PgConnection, Future<T>> work) {
        return run(work, WORK_LIMIT_MS);
    }

    <T> Future<T> run(Function<PgConnection, Future<T>> work, long limitMs) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(v -> enqueue(work, limitMs, promise));
        return promise.future();
    }

    /** Closes the connection once all that waits is done; whatever comes later fails. */
    Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        context.runOnContext(v -> {
            closed = true;
            last.onComplete(done -> {
                PgConnection open = connection;
                connection = null;
                (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(promise);
            });
        });
        return promise.future();
    }

    private <T> void enqueue(Function<PgConnection, Future<T>> work, long limitMs, Promise<T> promise) {
        if (closed || waiting >= MOST_WAITING) {
            promise.fail(VertxException.noStackTrace(
                    closed ? "the store is closed" : MOST_WAITING + " pieces of work wait already"));
            return;
        }
        waiting++;
        last = last.transform(before -> attempt(work, limitMs)).onComplete(done -> waiting--);
        @SuppressWarnings("unchecked") // the line above made it
        Future<T> mine = (Future<T>) last;
        mine.onComplete(promise);
    }

    private <T> Future<T> attempt(Function<PgConnection, Future<T>> work, long limitMs) {
        Throwable away = presence.cause();
        if (away != null) {
            return Future.failedFuture(away);
        }
        PgConnection open = connection;
        Future<PgConnection> connecting = open != null ? Future.succeededFuture(open) : connect();
        Promise<T> outcome = Promise.promise();
        underWay = outcome;
        long doubt = vertx.setTimer(DOUBT_MS, id -> presence.doubt());
        TimeLimit.of(vertx, limitMs, connecting.compose(work)).onComplete(done -> {
            if (done.succeeded()) {
                outcome.tryComplete(done.result());
            } else {
                outcome.tryFail(done.cause());
            }
        });
        return outcome.future().onComplete(done -> {
            underWay = null;
            vertx.cancelTimer(doubt);
            if (done.succeeded() || done.cause() instanceof Rejection) {
                presence.heard();
            } else {
                drop(connecting);
                presence.doubt();
            }
        });
    }

    /** Nobody waits for a database that is away; what it has not been told to commit, it will undo. */
    private void abandon(Throwable cause) {
        Promise<?> waits = underWay;
        if (waits != null) {
            waits.tryFail(cause);
        } else if (connection != null) {
            drop(Future.succeededFuture(connection));
        }
    }

    private Future<PgConnection> connect() {
        return connector.connect(database.options()).onSuccess(made -> {
            connection = made;
            made.exceptionHandler(failure -> {}); // it ends the connection, and the work at hand is told
            made.closeHandler(v -> forget(made));
        });
    }

    /** A connection that is still being made is dropped once it is there. */
    private void drop(Future<PgConnection> connecting) {
        connecting.onSuccess(unwanted -> {
            forget(unwanted);
            unwanted.close();
        });
    }

    private void forget(PgConnection gone) {
        if (connection == gone) {
            connection = null;
        }
    }
}

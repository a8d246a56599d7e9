package dev.sluice.admin.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;

/** Where passwords are hashed and checked: on one thread of its own, with a short queue. One event loop calls. */
public final class PasswordDesk {

    private static final int MOST_WAITING = 8;

    private final WorkerExecutor worker;
    private int waiting;

    /** Too many wait already; the caller may come again in a second. */
    public static final class BusyException extends VertxException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super(MOST_WAITING + " passwords wait to be checked already", null, true);
        }
    }

    public PasswordDesk(Vertx vertx) {
        this.worker = vertx.createSharedWorkerExecutor("sluice-passwords", 1);
    }

    /** A fresh hash. Fails with {@link BusyException}. */
    public Future<String> hash(String password) {
        return queued(() -> PasswordHash.of(password));
    }

    /** Whether the hash is that of the password. Fails with {@link BusyException}. */
    public Future<Boolean> check(String password, String hash) {
        return queued(() -> PasswordHash.matches(password, hash));
    }

    private <T> Future<T> queued(Callable<T> work) {
        if (waiting >= MOST_WAITING) {
            return Future.failedFuture(new BusyException());
        }
        waiting++;
        return worker.executeBlocking(work).onComplete(done -> waiting--);
    }

    /** Nothing is hashed any more. */
    public Future<Void> close() {
        return worker.close();
    }
}

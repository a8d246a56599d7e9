package dev.sluice.store.embedded;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The way from a thread that may block back to the context of whoever asked. */
final class Threads {
    private Threads() {}

    /** Runs {@code work} on {@code thread}; the future completes on the caller's context. */
    static <T> Future<T> run(Vertx vertx, Executor thread, Callable<T> work) {
        Context caller = vertx.getOrCreateContext();
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return Future.fromCompletionStage(done, caller);
    }
}

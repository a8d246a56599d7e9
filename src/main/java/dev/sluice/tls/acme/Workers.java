package dev.sluice.tls.acme;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The threads that wait for an authority. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    Workers(int most) {
        threads = Executors.newFixedThreadPool(most, task -> {
            Thread made = new Thread(task, "acme");
            made.setDaemon(true);
            return made;
        });
    }

    /** Does the work; the stage fails with what it throws, as it is. */
    <T extends @Nullable Object> CompletionStage<T> run(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    done.complete(work.call());
                } catch (Exception e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException closed) {
            done.completeExceptionally(closed);
        }
        return done;
    }

    /** Interrupts what waits. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

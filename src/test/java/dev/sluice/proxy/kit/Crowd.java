package dev.sluice.proxy.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Clients that act at the same time. */
public final class Crowd<T> implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<T>> results = new ArrayList<>();

    /** Lets that many clients do this, each with its number. */
    public static <T> Crowd<T> of(int clients, IntFunction<Callable<T>> what) {
        Crowd<T> crowd = new Crowd<>();
        for (int i = 0; i < clients; i++) {
            crowd.results.add(crowd.threads.submit(what.apply(i)));
        }
        return crowd;
    }

    /** What they came back with; at most 20 s are waited for each. */
    public List<T> results() {
        List<T> all = new ArrayList<>();
        for (Future<T> result : results) {
            try {
                all.add(result.get(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }

    public long done() {
        return results.stream().filter(Future::isDone).count();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

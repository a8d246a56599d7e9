package dev.sluice.loadtest;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long requests took, finer than the milliseconds that Gatling counts in. Holds one number for each request of a run. */
final class Times {

    private static final String BEGUN = "begun";

    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

    /** The same request, with its time taken if it is answered well. */
    ChainBuilder of(ChainBuilder request) {
        return exec(session -> session.set(BEGUN, System.nanoTime()))
                .exec(request)
                .exec(session -> {
                    if (!session.isFailed()) {
                        nanos.add(System.nanoTime() - session.getLong(BEGUN));
                    }
                    return session;
                });
    }

    /** The time within which so many percent were answered, in milliseconds. */
    double percentile(int percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("times: actual none, expected some");
        }
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}

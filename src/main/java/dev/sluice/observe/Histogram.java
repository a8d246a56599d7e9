package dev.sluice.observe;

import dev.sluice.core.traffic.Durations;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Durations counted into fixed buckets. Any thread; recording takes no lock and makes no object. */
final class Histogram {

    /** For answers: from a millisecond to the longest wait for a head. */
    static final double[] ANSWER_SECONDS = {
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    /** For recoveries: from one refused dial to the slowest peer's silence. */
    static final double[] RECOVERY_SECONDS = {0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 30, 60};

    /** With infinity at the end, as the exposition wants them. */
    private final double[] bounds;

    private final long[] nanos;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /** A histogram with these inclusive upper bounds in seconds, ascending, and one more bucket without end. */
    Histogram(double... bounds) {
        this.bounds = Arrays.copyOf(bounds, bounds.length + 1);
        this.bounds[bounds.length] = Double.POSITIVE_INFINITY;
        this.nanos = Arrays.stream(bounds)
                .mapToLong(seconds -> Math.round(seconds * 1e9))
                .toArray();
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    void record(long duration) {
        int bucket = 0;
        while (bucket < nanos.length && duration > nanos[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(duration);
    }

    /** What was counted until now. */
    HistogramDataPointSnapshot read(Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, sums()))
                .sum(sum.sum() / 1e9)
                .labels(labels)
                .build();
    }

    /** The same without its sum. */
    Durations read() {
        return new Durations(bounds, sums());
    }

    private long[] sums() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }
}

package dev.sluice.core.traffic;

import org.jspecify.annotations.Nullable;

/** How many durations fell into each of some buckets. */
public final class Durations {

    private final double[] bounds;
    private final long[] counts;

    /**
     * Counts by bucket.
     *
     * @param bounds inclusive upper bounds in seconds, ascending; the last may be infinite
     * @param counts of each bucket, as many as there are bounds
     */
    public Durations(double[] bounds, long[] counts) {
        if (bounds.length != counts.length) {
            throw new IllegalArgumentException(
                    "counts: actual " + counts.length + ", expected one for each of " + bounds.length + " bounds");
        }
        this.bounds = bounds.clone();
        this.counts = counts.clone();
    }

    /** What was counted since that earlier count of the same buckets. */
    public Durations since(Durations earlier) {
        long[] rest = new long[counts.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = Math.max(0, counts[i] - earlier.counts[i]);
        }
        return new Durations(bounds, rest);
    }

    /**
     * The duration that this share of all does not exceed, in seconds; null if there is none. Within a bucket they are taken to
     * be spread evenly, and what is beyond all bounds to be at the last.
     *
     * @param share from 0 to 1
     */
    public @Nullable Double quantile(double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        if (all == 0) {
            return null;
        }
        double rank = share * all;
        long below = 0;
        int bucket = 0;
        while (bucket < counts.length - 1 && below + counts[bucket] < rank) {
            below += counts[bucket++];
        }
        double from = bucket == 0 ? 0 : bounds[bucket - 1];
        if (Double.isInfinite(bounds[bucket]) || counts[bucket] == 0) {
            return from;
        }
        return from + (bounds[bucket] - from) * Math.max(0, rank - below) / counts[bucket];
    }
}

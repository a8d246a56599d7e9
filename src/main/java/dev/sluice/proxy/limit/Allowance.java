package dev.sluice.proxy.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LockFreeBucket;
import java.util.concurrent.atomic.AtomicReference;

/** What one client may still ask of one route: a token bucket. Any thread, none waits for another. */
final class Allowance {

    private final LockFreeBucket bucket;
    private final AtomicReference<BucketConfiguration> terms;

    /** A full one. */
    Allowance(BucketConfiguration terms, TimeMeter clock) {
        this.bucket = new LockFreeBucket(terms, MathType.INTEGER_64_BITS, clock, BucketListener.NOPE);
        this.terms = new AtomicReference<>(terms);
    }

    /** Takes one request, if there is one. Under other terms than before, the same part of it is left as was before. */
    ConsumptionProbe take(BucketConfiguration wanted) {
        BucketConfiguration present = terms.get();
        if (present != wanted && !present.equals(wanted) && terms.compareAndSet(present, wanted)) {
            bucket.replaceConfiguration(wanted, TokensInheritanceStrategy.PROPORTIONALLY);
        }
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    /** Whether it is as good as a new one. */
    boolean isFull() {
        return bucket.getAvailableTokens() >= terms.get().getBandwidths()[0].getCapacity();
    }
}

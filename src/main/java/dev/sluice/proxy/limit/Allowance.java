package dev.sluice.proxy.limit;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketListener;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.local.LockFreeBucket;

/** What one client may still ask of one route: a token bucket. Any thread; they wait for each other only where terms change. */
final class Allowance {

    private final LockFreeBucket bucket;
    private volatile BucketConfiguration terms;

    /** A full one. */
    Allowance(BucketConfiguration terms, TimeMeter clock) {
        this.bucket = new LockFreeBucket(terms, MathType.INTEGER_64_BITS, clock, BucketListener.NOPE);
        this.terms = terms;
    }

    /** Takes one request, if there is one. Under other terms than before, the same part of it is left as was before. */
    ConsumptionProbe take(BucketConfiguration wanted) {
        BucketConfiguration present = terms;
        if (present != wanted && !present.equals(wanted)) {
            adopt(wanted);
        }
        return bucket.tryConsumeAndReturnRemaining(1);
    }

    private synchronized void adopt(BucketConfiguration wanted) {
        if (!terms.equals(wanted)) {
            bucket.replaceConfiguration(wanted, TokensInheritanceStrategy.PROPORTIONALLY);
            terms = wanted;
        }
    }

    /** Whether it is as good as a new one. */
    boolean isFull() {
        return bucket.getAvailableTokens() >= terms.getBandwidths()[0].getCapacity();
    }
}

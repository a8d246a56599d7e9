package dev.sluice.proxy.limit;

import dev.sluice.core.site.Networks;
import dev.sluice.core.site.RateLimit;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.site.Step;
import dev.sluice.proxy.site.Turn;
import dev.sluice.proxy.site.Visit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;

/** Takes no more requests of one client than the route allows, and says on every answer how many are left. */
final class RateLimitStep implements Step {

    private final Long routeId;
    private final RateLimit limit;
    private final RateLimits limits;
    private final BucketConfiguration terms;
    private final RateLimitFields fields;

    RateLimitStep(long routeId, RateLimit limit, RateLimits limits) {
        this.routeId = routeId;
        this.limit = limit;
        this.limits = limits;
        this.terms = terms(limit);
        this.fields = new RateLimitFields(limit);
    }

    static BucketConfiguration terms(RateLimit limit) {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limit.capacity())
                        .refillGreedy(limit.requests(), limit.per())
                        .build())
                .build();
    }

    @Override
    public void take(Visit visit, Turn turn) {
        byte[] address = visit.origin().address();
        if (Networks.contain(limit.allow(), address)) {
            turn.passes();
            return;
        }
        ConsumptionProbe left = limits.take(routeId, limit.client(address), terms);
        visit.editAnswerFields(answer -> fields.write(left, answer));
        if (left.isConsumed()) {
            turn.passes();
        } else {
            turn.fails(Failure.RATE_LIMITED);
        }
    }
}

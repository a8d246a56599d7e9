package dev.sluice.proxy.limit;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.RoutingTable;
import dev.sluice.core.model.Network;
import dev.sluice.core.site.RateLimit;
import dev.sluice.proxy.site.Step;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What is left of the limits of all routes, for all event loops of one front door. Any thread. */
public final class RateLimits {

    private final TimeMeter clock;
    private final ConcurrentMap<Long, Quota> quotas = new ConcurrentHashMap<>();

    /** By the monotonic clock. */
    public RateLimits() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(TimeMeter clock) {
        this.clock = clock;
    }

    /** The step of one route and event loop; the count is that of the route. */
    public Step step(long routeId, RateLimit limit) {
        return new RateLimitStep(routeId, limit, this);
    }

    /** Takes a request of that client, if the route takes one more. */
    ConsumptionProbe take(Long routeId, Network client, BucketConfiguration terms) {
        Quota known = quotas.get(routeId);
        if (known == null) {
            known = quotas.computeIfAbsent(routeId, fresh -> new Quota(clock));
        }
        return known.take(client, terms);
    }

    /** Forgets what routes counted that limit nothing any more. */
    public void published(RoutingTable table) {
        quotas.keySet().removeIf(routeId -> {
            RoutePlan plan = table.plan(routeId);
            return plan == null || plan.route().site().of(RateLimit.class) == null;
        });
    }
}

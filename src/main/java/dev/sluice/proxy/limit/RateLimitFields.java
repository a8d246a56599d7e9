package dev.sluice.proxy.limit;

import dev.sluice.core.site.RateLimit;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * What clients are told of a route's limit: {@code RateLimit-Policy} and {@code RateLimit} as in
 * draft-ietf-httpapi-ratelimit-headers-11, and {@code Retry-After} (RFC 9110 10.2.3) with a refusal. They stand beside those that
 * an application has for limits of its own.
 */
final class RateLimitFields {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("ratelimit-policy");
    private static final CharSequence STATE = HttpHeaders.createOptimized("ratelimit");
    private static final String NAME = "\"client\"";

    private final String policy;
    private final long nanosPerRequest;

    RateLimitFields(RateLimit limit) {
        String burst = limit.capacity() == limit.requests() ? "" : ";sluice-burst=" + limit.capacity();
        this.policy = NAME + ";q=" + limit.requests() + ";w=" + limit.per().toSeconds() + burst;
        this.nanosPerRequest = Math.max(1, limit.per().toNanos() / limit.requests());
    }

    void write(ConsumptionProbe left, MultiMap answer) {
        long more = seconds(untilOneMore(left));
        answer.add(POLICY, policy);
        answer.add(STATE, NAME + ";r=" + left.getRemainingTokens() + ";t=" + more);
        if (!left.isConsumed()) {
            answer.set(HttpHeaders.RETRY_AFTER, Long.toString(more));
        }
    }

    /** Nanoseconds within which no more than what is left can be asked. */
    private long untilOneMore(ConsumptionProbe left) {
        return left.isConsumed()
                ? (left.getNanosToWaitForReset() - 1) % nanosPerRequest + 1
                : left.getNanosToWaitForRefill();
    }

    /** Whole ones, in doubt one more: whoever comes then does not come in vain. */
    private static long seconds(long nanos) {
        return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }
}

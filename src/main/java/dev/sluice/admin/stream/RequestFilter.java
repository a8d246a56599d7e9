package dev.sluice.admin.stream;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.rule.Problems;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which finished requests are wanted; null means "any".
 *
 * @param status the first of the statuses that are wanted
 * @param lastStatus the last of them
 */
record RequestFilter(@Nullable Long routeId, @Nullable Long peerId, int status, int lastStatus)
        implements Predicate<FinishedRequest> {

    private static final Pattern STATUS = Pattern.compile("[1-5](xx|[0-9]{2})");

    /**
     * Those of a route, of a peer, and with a status.
     *
     * @param status one, or a class of them such as {@code 5xx}
     */
    static RequestFilter of(@Nullable Long routeId, @Nullable Long peerId, @Nullable String status) {
        if (status == null) {
            return new RequestFilter(routeId, peerId, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (!STATUS.matcher(status).matches()) {
            throw ApiProblem.invalid("status", Problems.show(status), "a status such as 404, or a class such as 5xx");
        }
        return new RequestFilter(
                routeId,
                peerId,
                Integer.parseInt(status.replace('x', '0')),
                Integer.parseInt(status.replace('x', '9')));
    }

    @Override
    public boolean test(FinishedRequest request) {
        return (routeId == null || routeId == request.routeId())
                && (peerId == null || peerId == request.peerId())
                && request.status() >= status
                && request.status() <= lastStatus;
    }
}

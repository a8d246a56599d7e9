package dev.sluice.core.traffic;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What passes now.
 *
 * @param requests that ended, a second
 * @param errors those of them answered with a status from 500 on, a second
 * @param p50 seconds that half of the requests of the last ten seconds did not exceed; null if there was none
 * @param p99 the same of 99 of 100
 * @param peers requests sent to each peer, a second, by peer id
 * @param routes those that had traffic, and those that had some the last time and have none now
 */
public record TrafficRates(
        double requests,
        double errors,
        @Nullable Double p50,
        @Nullable Double p99,
        Map<Long, Double> peers,
        List<RouteRate> routes) {

    /** One route's requests and errors, a second. */
    public record RouteRate(long routeId, double requests, double errors) {}
}

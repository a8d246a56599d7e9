package dev.sluice.core.traffic;

import java.util.Map;

/**
 * What was counted since the process began.
 *
 * @param routes by route id, 0 for what no route matched; without those that had none
 * @param durations of requests from their head to the last byte of their answer, without connections
 */
public record TrafficCounts(Map<Long, Answers> routes, Durations durations) {

    /**
     * Requests that are over, and connections of L4 routes.
     *
     * @param all whatever became of them
     * @param errors those answered with a status from 500 on
     */
    public record Answers(long all, long errors) {

        static final Answers NONE = new Answers(0, 0);
    }

    public TrafficCounts {
        routes = Map.copyOf(routes);
    }
}

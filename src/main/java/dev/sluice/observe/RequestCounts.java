package dev.sluice.observe;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.traffic.TrafficCounts;
import dev.sluice.core.traffic.TrafficCounts.Answers;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of each finished request. Any thread, without a lock but for a route's and a peer's first request. */
final class RequestCounts {

    private static final long NO_ROUTE = 0;

    private final Map<Long, CodeCounts> routes = new ConcurrentHashMap<>();
    private final Map<Long, Histogram> peers = new ConcurrentHashMap<>();
    private final Histogram seconds = new Histogram(Histogram.ANSWER_SECONDS);

    private record Series(long route, CodeCounts.Count count) {

        Labels labels() {
            return Labels.of(
                    "route",
                    route == NO_ROUTE ? "none" : Long.toString(route),
                    "code",
                    count.code() == 0 ? "other" : Integer.toString(count.code()));
        }
    }

    void add(FinishedRequest request) {
        routes.computeIfAbsent(request.routeId(), id -> new CodeCounts()).add(request.status());
        if (request.isConnection()) {
            return;
        }
        seconds.record(request.durationNanos());
        if (request.upstreamNanos() >= 0 && request.peerId() != 0) {
            peers.computeIfAbsent(request.peerId(), id -> new Histogram(Histogram.ANSWER_SECONDS))
                    .record(request.upstreamNanos());
        }
    }

    /** What was counted until now. */
    TrafficCounts read() {
        Map<Long, Answers> answers = new HashMap<>();
        routes.forEach((id, counts) -> answers.put(id, counts.sums()));
        return new TrafficCounts(answers, seconds.read());
    }

    /** What a scrape shows; the series of routes and peers that are no more are forgotten. */
    List<MetricSnapshot> read(Desired desired) {
        routes.keySet().removeIf(id -> id != NO_ROUTE && desired.route(id) == null);
        peers.keySet().removeIf(id -> desired.peer(id) == null);
        List<Series> series = routes.entrySet().stream()
                .flatMap(route -> route.getValue().all().stream().map(count -> new Series(route.getKey(), count)))
                .toList();
        return List.of(
                Family.counters(
                        "sluice_requests",
                        "Requests answered, by route id and the status that the client got; 499 if it left before.",
                        series,
                        Series::labels,
                        each -> each.count().requests().sum()),
                Family.histograms(
                        "sluice_request_seconds",
                        "From a request's head to the last byte of its answer.",
                        List.of(seconds.read(Labels.EMPTY))),
                Family.histograms(
                        "sluice_upstream_seconds",
                        "From sending to a peer to the head of its answer, by peer id.",
                        peers.entrySet().stream()
                                .map(peer -> peer.getValue().read(Labels.of("peer", Long.toString(peer.getKey()))))
                                .toList()));
    }
}

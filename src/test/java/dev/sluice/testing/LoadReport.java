package dev.sluice.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every request of a load run, in the order in which they were due.
 *
 * @param shots all of them; none is left out
 */
public record LoadReport(List<Shot> shots) {

    public LoadReport {
        shots = shots.stream().sorted(Comparator.comparingLong(Shot::dueNanos)).toList();
    }

    public LoadReport only(Predicate<Shot> which) {
        return new LoadReport(shots.stream().filter(which).toList());
    }

    public LoadReport method(String method) {
        return only(shot -> shot.method().equals(method));
    }

    /** Those sent in a span of monotonic time. */
    public LoadReport sentBetween(long fromNanos, long untilNanos) {
        return only(shot -> shot.sentNanos() >= fromNanos && shot.sentNanos() < untilNanos);
    }

    public LoadReport failed() {
        return only(Shot::isFailed);
    }

    public LoadReport slowerThan(Duration bound) {
        return only(shot -> shot.latency().compareTo(bound) > 0);
    }

    public int size() {
        return shots.size();
    }

    /**
     * The latency that this share of the requests does not exceed (nearest rank).
     *
     * @param percent such as 99.9
     */
    public Duration percentile(double percent) {
        return rank(shots.stream().map(Shot::latency).sorted().toList(), percent);
    }

    /** The same of the generator's own delay. */
    public Duration latenessPercentile(double percent) {
        return rank(shots.stream().map(Shot::lateness).sorted().toList(), percent);
    }

    /** Answers by the peer that gave them; those without a whole answer stand under the empty name. */
    public Map<String, Long> byPeer() {
        return shots.stream().collect(Collectors.groupingBy(Shot::peer, TreeMap::new, Collectors.counting()));
    }

    public List<String> uids() {
        return shots.stream().map(Shot::uid).toList();
    }

    private static Duration rank(List<Duration> sorted, double percent) {
        if (sorted.isEmpty()) {
            throw new IllegalStateException("percentile " + percent + ": actual no requests, expected some");
        }
        return sorted.get((int) Math.max(0, Math.ceil(sorted.size() * percent / 100) - 1));
    }

    /** What a failed assertion should tell. */
    @Override
    public String toString() {
        String failures = failed().shots().stream()
                .limit(20)
                .map(Shot::toString)
                .collect(Collectors.joining("\n  ", failed().size() == 0 ? "" : "\n  ", ""));
        return size() == 0
                ? "no requests"
                : String.format(
                        "%d requests %s, %d failed, p50 %s p99 %s p99.9 %s max %s, sent late p99.9 %s%s",
                        size(),
                        byPeer(),
                        failed().size(),
                        millis(percentile(50)),
                        millis(percentile(99)),
                        millis(percentile(99.9)),
                        millis(percentile(100)),
                        millis(latenessPercentile(99.9)),
                        failures);
    }

    private static String millis(Duration duration) {
        return String.format("%.1f ms", duration.toNanos() / 1e6);
    }
}

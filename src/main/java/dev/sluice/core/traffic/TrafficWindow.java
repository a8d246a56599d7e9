package dev.sluice.core.traffic;

import dev.sluice.core.traffic.TrafficCounts.Answers;
import dev.sluice.core.traffic.TrafficRates.RouteRate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of the last moments, out of one reading of the counters after another. Rates are those since the reading before,
 * by the time that really passed; durations those of the last ten seconds, or since the first reading. One thread.
 */
public final class TrafficWindow {

    /** More routes than that are not told of at once; those with the most requests are. */
    public static final int MOST_ROUTES = 1_000;

    private static final long LENGTH = Duration.ofSeconds(10).toNanos();

    private final Deque<Timed> durations = new ArrayDeque<>();
    private final Set<Long> busy = new HashSet<>();
    private @Nullable Reading last;

    /**
     * The counters at one time.
     *
     * @param nanos monotonic
     * @param peers requests ever sent to each peer
     */
    public record Reading(long nanos, TrafficCounts counts, Map<Long, Long> peers) {}

    private record Timed(long nanos, Durations durations) {}

    /** What is so at this reading; null at the first. */
    public @Nullable TrafficRates next(Reading now) {
        Reading before = last;
        last = now;
        durations.addLast(new Timed(now.nanos(), now.counts().durations()));
        long seen = before == null ? 0 : now.nanos() - before.nanos();
        if (before == null || seen <= 0) {
            return null;
        }
        Durations recent = now.counts().durations().since(oldest(now.nanos()).durations());
        double seconds = seen / 1e9;
        Map<Long, Answers> moved = moved(before.counts(), now.counts());
        long all = 0;
        long errors = 0;
        for (Answers each : moved.values()) {
            all += each.all();
            errors += each.errors();
        }
        return new TrafficRates(
                all / seconds,
                errors / seconds,
                recent.quantile(0.5),
                recent.quantile(0.99),
                peers(before.peers(), now.peers(), seconds),
                routes(moved, seconds));
    }

    /** The newest reading that is at least as old as the window is long, or the oldest there is. */
    private Timed oldest(long now) {
        Timed oldest = durations.removeFirst();
        while (!durations.isEmpty() && now - durations.getFirst().nanos() >= LENGTH) {
            oldest = durations.removeFirst();
        }
        durations.addFirst(oldest);
        return oldest;
    }

    /** A route that was not counted before has had its first requests since. */
    private static Map<Long, Answers> moved(TrafficCounts before, TrafficCounts now) {
        Map<Long, Answers> moved = new HashMap<>();
        now.routes().forEach((id, is) -> {
            Answers was = before.routes().getOrDefault(id, Answers.NONE);
            if (is.all() > was.all()) {
                moved.put(id, new Answers(is.all() - was.all(), Math.max(0, is.errors() - was.errors())));
            }
        });
        return moved;
    }

    private static Map<Long, Double> peers(Map<Long, Long> before, Map<Long, Long> now, double seconds) {
        Map<Long, Double> rates = new HashMap<>();
        now.forEach((id, sent) -> rates.put(id, Math.max(0, sent - before.getOrDefault(id, 0L)) / seconds));
        return rates;
    }

    private List<RouteRate> routes(Map<Long, Answers> moved, double seconds) {
        List<RouteRate> rates = new ArrayList<>();
        moved.forEach((id, answers) -> {
            if (id != 0) {
                rates.add(new RouteRate(id, answers.all() / seconds, answers.errors() / seconds));
            }
        });
        busy.stream().filter(id -> !moved.containsKey(id)).forEach(id -> rates.add(new RouteRate(id, 0, 0)));
        busy.clear();
        rates.sort(Comparator.comparingDouble(RouteRate::requests).reversed().thenComparingLong(RouteRate::routeId));
        List<RouteRate> told = List.copyOf(rates.subList(0, Math.min(MOST_ROUTES, rates.size())));
        told.stream().filter(each -> each.requests() > 0).forEach(each -> busy.add(each.routeId()));
        return told;
    }
}

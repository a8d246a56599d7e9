package dev.sluice.admin;

import dev.sluice.core.port.AccessTail;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.core.port.Traffic;
import dev.sluice.core.traffic.Durations;
import dev.sluice.core.traffic.TrafficCounts;
import dev.sluice.core.traffic.TrafficCounts.Answers;
import dev.sluice.observe.RequestTails;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Traffic that a test counts. */
final class MemoryTraffic implements Traffic {

    private static final double[] BOUNDS = {0.001, 0.01, Double.POSITIVE_INFINITY};

    private final Map<Long, Answers> routes = new ConcurrentHashMap<>();
    private final AtomicLong quick = new AtomicLong();
    final AtomicInteger reads = new AtomicInteger();
    volatile int tunnels;
    final RequestTails tails = new RequestTails();

    /** Requests of a route ended, each within a millisecond. */
    synchronized void happen(long routeId, long all, long errors) {
        routes.merge(
                routeId,
                new Answers(all, errors),
                (was, more) -> new Answers(was.all() + more.all(), was.errors() + more.errors()));
        quick.addAndGet(all);
    }

    @Override
    public synchronized TrafficCounts counts() {
        reads.incrementAndGet();
        return new TrafficCounts(routes, new Durations(BOUNDS, new long[] {quick.get(), 0, 0}));
    }

    @Override
    public AccessTail follow(Predicate<FinishedRequest> wanted, Consumer<String> line) {
        return tails.follow(wanted, line);
    }

    @Override
    public int tunnels() {
        return tunnels;
    }
}

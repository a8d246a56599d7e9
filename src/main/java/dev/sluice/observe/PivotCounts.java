package dev.sluice.observe;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.model.Desired;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pivots and failbacks per pool, and how long pivots took, from their events. An event may be told again, when its receipt is
 * complete; it counts once. Any thread.
 */
final class PivotCounts {

    private static final long NO_POOL = 0;
    private static final int REMEMBERED = 1024;

    private final Map<Long, Integer> pivots = new TreeMap<>();
    private final Map<Long, Integer> failbacks = new TreeMap<>();
    private final Histogram recovery = new Histogram(Histogram.RECOVERY_SECONDS);
    private final Set<String> counted = recent();
    private final Set<String> timed = recent();

    synchronized void add(Event event) {
        if (event.name() == EventName.POOL_FAILOVER_ACTIVATED) {
            if (counted.add(event.uid())) {
                pivots.merge(pool(event), 1, Integer::sum);
            }
            double millis = recoveryMillis(event);
            if (millis >= 0 && timed.add(event.uid())) {
                recovery.record((long) (millis * 1e6));
            }
        } else if (event.name() == EventName.POOL_FAILOVER_RESTORED && counted.add(event.uid())) {
            failbacks.merge(pool(event), 1, Integer::sum);
        }
    }

    private static long pool(Event event) {
        return event.details().get("pool_id") instanceof Number id ? id.longValue() : NO_POOL;
    }

    /** From the first symptom to the first good answer; -1 if the receipt does not tell, or no fault caused the pivot. */
    private static double recoveryMillis(Event event) {
        if (event.details().get("receipt") instanceof Map<?, ?> receipt
                && receipt.get("detect_ms") instanceof Number detect
                && receipt.get("publish_ms") instanceof Number publish
                && receipt.get("first_good_answer_ms") instanceof Number answer) {
            return detect.doubleValue() + publish.doubleValue() + answer.doubleValue();
        }
        return -1;
    }

    synchronized List<MetricSnapshot> read(Desired desired) {
        pivots.keySet().removeIf(id -> isGone(id, desired));
        failbacks.keySet().removeIf(id -> isGone(id, desired));
        return List.of(
                family("sluice_pivots", "Moves away from home or on to the next substitute, by pool id.", pivots),
                family("sluice_failbacks", "Moves back home, by pool id.", failbacks),
                Family.histograms(
                        "sluice_recover_seconds",
                        "From the first symptom of a lost peer to the first good answer of its substitute.",
                        List.of(recovery.read(Labels.EMPTY))));
    }

    private static boolean isGone(long pool, Desired desired) {
        return pool != NO_POOL && desired.pool(pool) == null;
    }

    private static MetricSnapshot family(String name, String help, Map<Long, Integer> counts) {
        return Family.counters(
                name,
                help,
                counts.entrySet(),
                pool -> Labels.of("pool", pool.getKey() == NO_POOL ? "none" : Long.toString(pool.getKey())),
                Map.Entry::getValue);
    }

    private static Set<String> recent() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
    }
}

package dev.sluice.core.rule;

import dev.sluice.core.model.PeerCapacity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object that says how much a peer is asked at once. */
final class PeerCapacityFields {

    private static final String CAPACITY = "capacity";
    private static final int NONE = 0;
    private static final int MOST = 1_000_000;
    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private PeerCapacityFields() {}

    static @Nullable PeerCapacity over(Fields peer, @Nullable PeerCapacity present) {
        Fields in = peer.nested(CAPACITY);
        if (in == null) {
            return peer.given(CAPACITY) && !peer.named(CAPACITY) ? null : present;
        }
        PeerCapacity known = present == null
                ? new PeerCapacity(NONE, PeerCapacity.DEFAULT_QUEUE, PeerCapacity.DEFAULT_QUEUE_TIMEOUT)
                : present;
        PeerCapacity merged = new PeerCapacity(
                in.integer("max_in_flight", known.maxInFlight(), NONE),
                in.integer("queue", known.queue(), PeerCapacity.DEFAULT_QUEUE),
                in.duration("queue_timeout", known.queueTimeout(), PeerCapacity.DEFAULT_QUEUE_TIMEOUT));
        in.done();
        return merged;
    }

    static void check(PeerCapacity capacity, Problems problems) {
        Limits.between("capacity.max_in_flight", capacity.maxInFlight(), 1, MOST, problems);
        Limits.between("capacity.queue", capacity.queue(), 0, LONGEST_QUEUE, problems);
        Duration timeout = capacity.queueTimeout();
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            problems.add("capacity.queue_timeout", DurationText.format(timeout), "a duration from 1ms to 1m");
        }
    }

    static @Nullable Map<String, @Nullable Object> written(@Nullable PeerCapacity capacity) {
        if (capacity == null) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("max_in_flight", capacity.maxInFlight());
        fields.put("queue", capacity.queue());
        fields.put("queue_timeout", DurationText.format(capacity.queueTimeout()));
        return fields;
    }
}

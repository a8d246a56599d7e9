package dev.sluice.admin.http;

import dev.sluice.core.port.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failed tries by address and says when it is enough: 10 a minute, if nothing else is said. One event loop; bounded. */
public final class Throttle {

    static final int MOST_TRIES = 10;

    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final int most;
    private final long windowNanos;
    private final Map<String, Tries> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Tries(int count, long startedNanos) {}

    public Throttle(Clock clock) {
        this(clock, MOST_TRIES, USUAL);
    }

    /** One that takes so many tries within such a time. */
    Throttle(Clock clock, int most, Duration window) {
        this.clock = clock;
        this.most = most;
        this.windowNanos = window.toNanos();
    }

    /** Seconds until this address may try again; 0 if it may now. */
    public long waitSeconds(String address) {
        Tries tries = byAddress.get(key(address));
        if (tries == null || tries.count() < most) {
            return 0;
        }
        long left = windowNanos - (clock.nanos() - tries.startedNanos());
        return left <= 0 ? 0 : 1 + Duration.ofNanos(left).toSeconds();
    }

    /** Counts one; whether it was the last that this address may try for now. */
    public boolean failed(String address) {
        long now = clock.nanos();
        Tries counted = byAddress.compute(key(address), (key, tries) -> {
            boolean fresh = tries == null || now - tries.startedNanos() >= windowNanos;
            return fresh ? new Tries(1, now) : new Tries(tries.count() + 1, tries.startedNanos());
        });
        return counted.count() == most;
    }

    /** Its tries so far count no more. */
    void forget(String address) {
        byAddress.remove(key(address));
    }

    /** One customer has a whole /64 of IPv6 addresses. */
    private static String key(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 5 || address.contains("::")
                ? address
                : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
}

package dev.sluice.core;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What waits for time to pass, besides cooldowns, receipts and agents' reports: overrides and drills end by the wall clock. */
final class Deadlines {

    private Deadlines() {}

    /** The earliest of all deadlines; null if there is none. */
    static @Nullable Moment next(
            Moment now, Desired desired, @Nullable Moment cooldown, @Nullable Moment receipt, @Nullable Moment report) {
        Moment next = earlier(earlier(cooldown, receipt), report);
        for (var override : desired.overrides().values()) {
            next = earlier(next, ahead(override.until(), now));
        }
        for (var drill : desired.drills().values()) {
            next = earlier(next, ahead(drill.endsAt(), now));
        }
        return next;
    }

    private static @Nullable Moment ahead(@Nullable Instant wall, Moment now) {
        return wall == null || !wall.isAfter(now.wall()) ? null : now.plus(Duration.between(now.wall(), wall));
    }

    private static @Nullable Moment earlier(@Nullable Moment a, @Nullable Moment b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.nanos() - b.nanos() <= 0 ? a : b;
    }
}

package dev.sluice.core.webhook;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.WebhookPreset;
import dev.sluice.core.port.ActivityLog.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one message, at least one, in the order of the log. Programs get each event by itself; people get what happened
 * together as one message, so that an outage is told once, however many peers, pools and routes it took.
 */
public record Bundle(List<Stored> events) {

    /** What happens within this time of the first event belongs to it. */
    public static final Duration TOGETHER = Duration.ofSeconds(2);

    private static final int MOST = 500;

    public Bundle {
        events = List.copyOf(events);
    }

    /**
     * The next message; null if there is none yet, since more may belong to it.
     *
     * @param waiting events that were chosen and not told, in the order of the log
     */
    public static @Nullable Bundle next(List<Stored> waiting, WebhookPreset preset, Instant now) {
        if (waiting.isEmpty()) {
            return null;
        }
        if (!preset.isForPeople()) {
            return new Bundle(waiting.subList(0, 1));
        }
        Instant first = waiting.get(0).event().at();
        int count = 1;
        while (count < waiting.size() && count < MOST && together(first, waiting.get(count))) {
            count++;
        }
        // A time in the future was told by a clock that has been set back since: nothing to wait for.
        boolean over = count < waiting.size() || first.isAfter(now) || !now.isBefore(first.plus(TOGETHER));
        return over ? new Bundle(waiting.subList(0, count)) : null;
    }

    private static boolean together(Instant first, Stored other) {
        return Duration.between(first, other.event().at()).abs().compareTo(TOGETHER) <= 0;
    }

    /** The one that troubles most, the earliest of those: the head line. */
    public Event lead() {
        Event lead = events.get(0).event();
        for (Stored stored : events) {
            if (stored.event().name().severity().compareTo(lead.name().severity()) > 0) {
                lead = stored.event();
            }
        }
        return lead;
    }

    /** The name of the message, the same each time it is sent: the first event's. */
    public String uid() {
        return events.get(0).event().uid();
    }

    /** When it began to happen. */
    public Instant happenedAt() {
        return events.get(0).event().at();
    }
}

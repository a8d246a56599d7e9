package dev.sluice.admin.stream;

import dev.sluice.admin.json.PulseJson;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.Clock;
import dev.sluice.core.port.Traffic;
import dev.sluice.core.traffic.TrafficRates;
import dev.sluice.core.traffic.TrafficWindow;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much traffic there is, told each second: read and put together once for all who want to know, and not at all while
 * nobody does. One event loop.
 */
final class Pulses {

    private static final long STILL = -1;

    private final Context loop;
    private final Traffic traffic;
    private final Supplier<Snapshot> snapshot;
    private final Clock clock;
    private final Duration every;
    private final Collection<EventStream> open;
    private @Nullable TrafficWindow window;
    private long timer = STILL;

    /**
     * For these streams.
     *
     * @param open those that are open, as they come and go
     */
    Pulses(
            Context loop,
            Traffic traffic,
            Supplier<Snapshot> snapshot,
            Clock clock,
            Duration every,
            Collection<EventStream> open) {
        this.loop = loop;
        this.traffic = traffic;
        this.snapshot = snapshot;
        this.clock = clock;
        this.every = every;
        this.open = open;
    }

    /** A stream was opened or is over: begins, goes on, or ends, as somebody wants to know or nobody does. */
    void look() {
        boolean wanted = open.stream().anyMatch(Pulses::wants);
        if (wanted && timer == STILL) {
            window = new TrafficWindow();
            window.next(reading(snapshot.get()));
            timer = loop.owner().setPeriodic(every.toMillis(), id -> beat());
        } else if (!wanted && timer != STILL) {
            loop.owner().cancelTimer(timer);
            timer = STILL;
            window = null;
        }
    }

    private void beat() {
        Snapshot now = snapshot.get();
        TrafficRates rates = window == null ? null : window.next(reading(now));
        if (rates != null) {
            String text =
                    StreamText.of(StreamKind.PULSE.wire(), PulseJson.of(clock.wall(), rates, traffic.tunnels(), now));
            // Who has not taken the last ones yet does without this one.
            List.copyOf(open).stream().filter(Pulses::wants).forEach(stream -> stream.mention(text));
        }
    }

    private static boolean wants(EventStream stream) {
        return stream.wish().wants(StreamKind.PULSE);
    }

    private TrafficWindow.Reading reading(Snapshot now) {
        Map<Long, Long> sent = new HashMap<>();
        now.peers().forEach((id, status) -> sent.put(id, status.vitals().requests()));
        return new TrafficWindow.Reading(clock.nanos(), traffic.counts(), sent);
    }
}

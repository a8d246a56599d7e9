package dev.sluice;

import dev.sluice.core.failover.DrillEnd;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.PeerHealth;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.failover.Standing;
import dev.sluice.core.model.Drill;
import dev.sluice.core.port.Moment;
import dev.sluice.core.rule.Command;
import dev.sluice.core.rule.DrillEdits;
import dev.sluice.core.rule.Rejection;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Takes drills out of the desired state that are over by themselves. They have no effect from that moment on, whenever the
 * database hears of it. Control loop.
 */
final class DrillEnds {

    private static final long RETRY_MS = 1_000;

    private final Context loop;
    private final CommandedChanges changes;
    private final Set<Long> ending = new HashSet<>();
    private final Set<Long> retryTimers = new HashSet<>();
    private final Map<Long, Integer> routesAway = new HashMap<>();
    private boolean closed;

    DrillEnds(Context loop, CommandedChanges changes) {
        this.loop = loop;
        this.changes = changes;
    }

    /** Looks at what was just published. */
    void look(Snapshot published, Map<Long, PeerHealth> health, Moment now) {
        Map<Long, Drill> drills = published.desired().drills();
        routesAway.keySet().retainAll(drills.keySet());
        if (drills.isEmpty()) {
            return;
        }
        drills.keySet().forEach(id -> routesAway.merge(id, published.routesAwayByDrill(id), Math::max));
        new Standing(published.desired(), health, now).overDrills().forEach(this::end);
    }

    private void end(long id, DrillEnd why) {
        if (!ending.add(id)) {
            return;
        }
        int away = routesAway.getOrDefault(id, 0);
        changes.change(DrillEdits.end(id, why, away, Command.by(Event.WATCHDOG)))
                .whenComplete((done, refused) -> loop.runOnContext(v -> {
                    ending.remove(id);
                    boolean isGone = refused == null || refused instanceof Rejection;
                    if (!isGone && !closed) {
                        retryTimers.add(loop.owner().setTimer(RETRY_MS, timer -> {
                            retryTimers.remove(timer);
                            end(id, why);
                        }));
                    }
                }));
    }

    /** No further try. */
    void close() {
        closed = true;
        retryTimers.forEach(loop.owner()::cancelTimer);
    }
}

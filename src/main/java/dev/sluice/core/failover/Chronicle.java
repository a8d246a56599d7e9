package dev.sluice.core.failover;

import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Pool;
import dev.sluice.core.port.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what became of peers and pools, as events. Pure but for the uids. */
public final class Chronicle {

    private final Desired desired;
    private final Moment at;
    private final List<Event> events = new ArrayList<>();

    public Chronicle(Desired desired, Moment at) {
        this.desired = desired;
        this.at = at;
    }

    public List<Event> events() {
        return events;
    }

    public void moved(PeerMove move) {
        switch (move.transition()) {
            case ALIVE_TO_DOWN -> told(EventName.GATEWAY_DOWN, move, "is down: " + evidence(move));
            case COOLDOWN_RESET -> {
                if (!move.before().interrupted()) {
                    told(
                            EventName.GATEWAY_RECOVERY_INTERRUPTED,
                            move,
                            "failed again during its cooldown: " + evidence(move));
                }
            }
            case COOLDOWN_TO_ALIVE -> told(EventName.GATEWAY_ALIVE, move, "is alive, its cooldown is over");
            case FIRST_ALIVE -> told(EventName.GATEWAY_ALIVE, move, "is alive");
            case DOWN_TO_COOLDOWN, FIRST_DOWN -> {
                // Not yet alive, or never was: nothing changed for anybody.
            }
        }
    }

    private static String evidence(PeerMove move) {
        return move.symptom() == null ? "no answer" : move.symptom().evidence();
    }

    private void told(EventName name, PeerMove move, String words) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("peer_id", move.peer().id());
        details.put("peer_name", move.peer().name());
        details.put("transition", move.transition().wire());
        details.put("alive", move.after().state() == HealthState.ALIVE);
        Symptom symptom = move.symptom();
        if (symptom != null && move.after().state() == HealthState.DOWN) {
            details.put("evidence", symptom.evidence());
            details.put("first_symptom_at", symptom.at().wall());
            details.put("detect_ms", move.at().since(symptom.at()).toMillis());
        }
        events.add(Event.of(name, move.at().wall(), move.actor(), move.peer().name() + " " + words, details));
    }

    /** Every enabled peer of at least two is DOWN: more likely our own network than all of them. */
    public void allLost(int count) {
        events.add(Event.of(
                EventName.ALL_PEERS_LOST,
                at.wall(),
                Event.WATCHDOG,
                "All " + count + " peers are down; is this machine's own network up?",
                Map.of("peers", count)));
    }

    /** These routes move more often than is good for anybody. */
    public void tooManyPivots(List<Long> routeIds) {
        if (!routeIds.isEmpty()) {
            events.add(Event.of(
                    EventName.PIVOT_BUDGET_EXCEEDED,
                    at.wall(),
                    Event.WATCHDOG,
                    routeIds.size() + " route(s) moved more than " + PivotBudget.MOST + " times within an hour",
                    Map.of("route_ids", List.copyOf(routeIds), "budget", PivotBudget.MOST)));
        }
    }

    public void outages(Outages.Diff diff) {
        diff.poolsLost().forEach(id -> pool(EventName.POOL_OUTAGE_STARTED, id, "Pool %s has no usable member left"));
        diff.poolsBack().forEach(id -> pool(EventName.POOL_OUTAGE_RESOLVED, id, "The outage of pool %s is over"));
        diff.homesLost()
                .forEach((home, routes) -> home(
                        EventName.ROUTE_OUTAGE_STARTED,
                        home,
                        routes,
                        "%s cannot serve its %d route(s), which no pool backs"));
        diff.homesBack()
                .forEach((home, routes) -> home(
                        EventName.ROUTE_OUTAGE_RESOLVED, home, routes, "%s: the outage of its %d route(s) is over"));
    }

    public void standbys(Standbys.Diff diff) {
        diff.alone().forEach(id -> pool(EventName.POOL_HAS_ONE_MEMBER, id, "Pool %s has nobody beside one member"));
        diff.unready()
                .forEach(id -> pool(
                        EventName.STANDBY_UNREADY,
                        id,
                        "Pool %s would not survive the next loss: one member is usable"));
        diff.ready().forEach(id -> pool(EventName.STANDBY_READY, id, "Pool %s would survive the next loss again"));
    }

    private void pool(EventName name, long poolId, String words) {
        Pool pool = desired.pool(poolId);
        String label = pool == null ? "#" + poolId : pool.name();
        events.add(Event.of(
                name,
                at.wall(),
                Event.WATCHDOG,
                words.formatted(label),
                Map.of("pool_id", poolId, "pool_name", label)));
    }

    private void home(EventName name, long homeId, Collection<Long> routeIds, String words) {
        Peer home = desired.peer(homeId);
        String label = home == null ? "#" + homeId : home.name();
        events.add(Event.of(
                name,
                at.wall(),
                Event.WATCHDOG,
                words.formatted(label, routeIds.size()),
                Map.of("peer_id", homeId, "peer_name", label, "route_ids", List.copyOf(routeIds))));
    }
}

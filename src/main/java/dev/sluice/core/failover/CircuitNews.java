package dev.sluice.core.failover;

import dev.sluice.core.circuit.Breaker;
import dev.sluice.core.model.Desired;
import dev.sluice.core.model.Peer;
import dev.sluice.core.model.Route;
import dev.sluice.core.port.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of circuits that are open and closed again, as events. Of one circuit no more than one opening a minute, and its end: one
 * that opens again and again is told of once it stays open. One thread.
 */
public final class CircuitNews {

    private static final Duration LEAST_BETWEEN = Duration.ofMinutes(1);

    private final Map<Circuit, Told> told = new HashMap<>();

    private record Circuit(long routeId, long peerId) {}

    private record Told(boolean open, Moment openedAt) {}

    /** What is new about them. */
    public List<Event> look(Snapshot snapshot, Moment now) {
        List<Event> events = new ArrayList<>();
        Set<Circuit> present = new HashSet<>();
        snapshot.circuits().forEach((routeId, breakers) -> breakers.byPeer().forEach((peerId, breaker) -> {
            Circuit circuit = new Circuit(routeId, peerId);
            present.add(circuit);
            Event event = look(circuit, breaker, snapshot.desired(), now);
            if (event != null) {
                events.add(event);
            }
        }));
        Desired desired = snapshot.desired();
        told.forEach((circuit, before) -> {
            boolean led = desired.route(circuit.routeId()) != null && desired.peer(circuit.peerId()) != null;
            if (before.open() && led && !present.contains(circuit)) { // switched off, or begun anew
                events.add(event(EventName.CIRCUIT_CLOSED, circuit, desired, now, null));
            }
        });
        told.keySet().retainAll(present);
        return events;
    }

    private @Nullable Event look(Circuit circuit, Breaker breaker, Desired desired, Moment now) {
        Told before = told.get(circuit);
        boolean open = breaker.state() != Breaker.State.CLOSED;
        if (before != null && before.open() && !open) {
            told.put(circuit, new Told(false, before.openedAt()));
            return event(EventName.CIRCUIT_CLOSED, circuit, desired, now, null);
        }
        if (open && (before == null || !before.open() && isDue(before, now))) {
            told.put(circuit, new Told(true, now));
            return event(EventName.CIRCUIT_OPENED, circuit, desired, now, breaker.reason());
        }
        return null;
    }

    private static boolean isDue(Told before, Moment now) {
        return now.since(before.openedAt()).compareTo(LEAST_BETWEEN) >= 0;
    }

    private static Event event(EventName name, Circuit circuit, Desired desired, Moment now, @Nullable String reason) {
        Route route = desired.route(circuit.routeId());
        Peer peer = desired.peer(circuit.peerId());
        String domain = route == null ? "#" + circuit.routeId() : route.domain();
        String label = peer == null ? "#" + circuit.peerId() : peer.name();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("route_id", circuit.routeId());
        details.put("domain", domain);
        details.put("peer_id", circuit.peerId());
        details.put("peer_name", label);
        if (reason != null) {
            details.put("evidence", reason);
        }
        String message = reason == null
                ? domain + " goes to " + label + " again"
                : domain + " leaves " + label + " alone for now, since " + reason + " failed";
        return Event.of(name, now.wall(), Event.WATCHDOG, message, details);
    }
}

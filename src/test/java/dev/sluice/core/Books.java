package dev.sluice.core;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a ledger makes of the entries it is given: newest rows win, an event's uid is written once and then replaced. */
final class Books {

    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Map<Long, AssignmentRow> assignments = new TreeMap<>();
    private final Map<Long, HealthRow> health = new TreeMap<>();

    void write(LedgerEntry entry) {
        entry.events().forEach(event -> events.put(event.uid(), event));
        entry.assignments().forEach(row -> assignments.put(row.routeId(), row));
        entry.removedRoutes().forEach(assignments::remove);
        entry.health().forEach(row -> health.put(row.peerId(), row));
    }

    LedgerState state() {
        return new LedgerState(List.copyOf(assignments.values()), List.copyOf(health.values()), openPivots());
    }

    private List<Event> openPivots() {
        return events.values().stream()
                .filter(event ->
                        event.details().get("receipt") instanceof Map<?, ?> receipt && receipt.containsKey("open"))
                .toList();
    }

    @Nullable
    AssignmentRow assignment(long routeId) {
        return assignments.get(routeId);
    }

    int assignments() {
        return assignments.size();
    }

    @Nullable
    HealthRow health(long peerId) {
        return health.get(peerId);
    }

    /** All events as they read now, oldest first. */
    List<Event> events() {
        return List.copyOf(events.values());
    }

    /** The same event as it reads now. */
    Event latest(Event event) {
        return Some.present(events.get(event.uid()));
    }
}

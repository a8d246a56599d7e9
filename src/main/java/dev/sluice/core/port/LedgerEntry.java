package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.util.List;

/**
 * One publication's worth of observed facts, written in one transaction.
 *
 * @param events new ones; one whose uid is already there takes the place of the earlier details (a receipt that was
 *     completed), so a repeated write changes nothing
 * @param assignments rows that changed; the newest for a route wins
 * @param removedRoutes routes that have no assignment any more
 * @param health rows that changed
 */
public record LedgerEntry(
        List<Event> events, List<AssignmentRow> assignments, List<Long> removedRoutes, List<HealthRow> health) {

    public boolean isEmpty() {
        return events.isEmpty() && assignments.isEmpty() && removedRoutes.isEmpty() && health.isEmpty();
    }
}

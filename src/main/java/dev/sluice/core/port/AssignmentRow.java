package dev.sluice.core.port;

import java.time.Instant;

/**
 * Who serves one route, as the ledger keeps it.
 *
 * @param homeId 0 for a balanced pool
 * @param servingId 0 for a balanced pool, and in an outage
 * @param lastServingId who serves, or in an outage who served last; 0 if nobody ever did
 * @param cause the wire name of a {@link dev.sluice.core.failover.Cause}
 */
public record AssignmentRow(
        long routeId, long homeId, long servingId, long lastServingId, String cause, Instant since) {

    /** The row of a route that nobody else served before. */
    public AssignmentRow(long routeId, long homeId, long servingId, String cause, Instant since) {
        this(routeId, homeId, servingId, servingId, cause, since);
    }
}

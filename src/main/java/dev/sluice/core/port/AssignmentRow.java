package dev.sluice.core.port;

import java.time.Instant;

/**
 * Who serves one route, as the ledger keeps it.
 *
 * @param homeId 0 for a balanced pool
 * @param servingId 0 for a balanced pool, and in an outage
 * @param cause the wire name of a {@link dev.sluice.core.failover.Cause}
 */
public record AssignmentRow(long routeId, long homeId, long servingId, String cause, Instant since) {}

package dev.sluice.core.failover;

import java.util.List;

/**
 * Who carries one route, as the resolver computed it.
 *
 * @param homeId the peer the route belongs to: its pin, or position 1 of its failover pool; 0 for a balanced pool
 * @param poolId the enabled pool that the failover goes by; 0 if there is none
 * @param servingId the first candidate; 0 for a balanced pool, and in an outage
 * @param classes all usable candidates by peer id, most preferred class first; a balanced pool's policy orders within a
 *     class
 * @param lastResortId a DOWN only candidate that is worth one dial before the outage page; 0 if there is none
 */
public record Assignment(
        long routeId,
        long homeId,
        long poolId,
        long servingId,
        Cause cause,
        List<List<Long>> classes,
        long lastResortId) {

    /** Whether no usable candidate is left. */
    public boolean isOutage() {
        return classes.isEmpty();
    }

    /** Whether a peer other than home serves. */
    public boolean isAway() {
        return servingId != 0 && homeId != 0 && servingId != homeId;
    }
}

package dev.sluice.core.port;

import dev.sluice.core.failover.PersistedHealth;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.model.Desired;
import java.util.ArrayList;
import java.util.List;

/** All that a start needs, as it was last published. */
public record LastGood(Desired desired, LedgerState state) {

    /**
     * What that publication amounts to. Any thread.
     *
     * @param assignments who serves each route, as the ledger was told
     */
    public static LastGood of(Snapshot snapshot, List<AssignmentRow> assignments) {
        List<HealthRow> health = new ArrayList<>(snapshot.peers().size());
        snapshot.peers().forEach((id, status) -> health.add(PersistedHealth.write(id, status.health())));
        return new LastGood(snapshot.desired(), new LedgerState(assignments, health, List.of()));
    }
}

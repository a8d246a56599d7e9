package dev.sluice.core.port;

import dev.sluice.core.failover.Event;
import java.util.List;

/**
 * What the ledger knew when this front door last wrote.
 *
 * @param openPivots pivots of this front door whose receipts were still open
 */
public record LedgerState(List<AssignmentRow> assignments, List<HealthRow> health, List<Event> openPivots) {

    public static final LedgerState EMPTY = new LedgerState(List.of(), List.of(), List.of());
}

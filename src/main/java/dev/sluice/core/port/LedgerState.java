package dev.sluice.core.port;

import java.util.List;

/** What the ledger knew when this front door last wrote. */
public record LedgerState(List<AssignmentRow> assignments, List<HealthRow> health) {

    public static final LedgerState EMPTY = new LedgerState(List.of(), List.of());
}

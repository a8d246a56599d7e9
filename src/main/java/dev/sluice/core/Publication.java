package dev.sluice.core;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.LedgerEntry;
import java.util.List;

/**
 * What the Switchboard has just made known. The table is already being read when this is handed out.
 *
 * @param news events in order that are told for the first time; the entry may also repeat earlier ones with more details
 * @param entry what the ledger should keep; may be empty
 */
public record Publication(RoutingTable table, Snapshot snapshot, List<Event> news, LedgerEntry entry) {}

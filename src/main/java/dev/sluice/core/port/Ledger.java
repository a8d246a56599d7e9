package dev.sluice.core.port;

import java.util.concurrent.CompletionStage;

/** The record of what was observed: append-only events, and the newest effective state. Any thread. */
public interface Ledger {

    /** The effective state as last written, for boot. Fails with {@link StoreAwayException}. */
    CompletionStage<LedgerState> load();

    /**
     * Writes one entry in one transaction. A part that the database calls bad data (SQLSTATE 22, 23) is recorded and left
     * out, and the rest is written.
     *
     * <p>Fails with {@link StoreAwayException}; the same entry may then be appended again, any number of times.
     */
    CompletionStage<Void> append(LedgerEntry entry);
}

package dev.sluice.core.port;

import dev.sluice.core.model.Desired;
import dev.sluice.core.rule.Edit;
import java.util.concurrent.CompletionStage;

/** The operator's will, durably kept. Any thread; stages complete on the store's loop. */
public interface DesiredState {

    /** Everything, read in one transaction. Fails with {@link StoreAwayException}. */
    CompletionStage<Desired> load();

    /**
     * Applies the edit to the newest state under the revision lock, and writes the difference and the audit events in one
     * transaction.
     *
     * <p>Fails with {@link dev.sluice.core.rule.Rejection} if the edit refuses, {@link StoreAwayException} if nothing was
     * changed because the database is away, {@link CommitUnknownException} if the connection was lost during the commit.
     */
    CompletionStage<Committed> change(Edit edit);
}

package dev.sluice.store;

import dev.sluice.core.model.Desired;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.rule.Edit;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;

/** The desired state in Postgres. The newest one seen is kept, so that a change usually reads one row only. */
final class CommandedState implements DesiredState {
    private final Lane changes;
    private final Lane reads;
    private final String frontDoor;
    private volatile Desired known = Desired.EMPTY;

    CommandedState(Lane changes, Lane reads, String frontDoor) {
        this.changes = changes;
        this.reads = reads;
        this.frontDoor = frontDoor;
    }

    /** The number of the newest state that this process has read or written. */
    long knownRevision() {
        return known.revision();
    }

    @Override
    public CompletionStage<Desired> load() {
        return reads.run(connection -> Transactions.in(Transactions.READ, connection, DesiredRows::load))
                .onSuccess(this::keep)
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Committed> change(Edit edit) {
        // Made when its turn has come: by then `known` holds what the changes before it wrote.
        Change[] change = new Change[1];
        return changes.run(connection -> {
                    change[0] = new Change(edit, known, frontDoor);
                    return change[0].run(connection).onSuccess(done -> keep(done.desired()));
                })
                .recover(failure ->
                        Future.failedFuture(change[0] == null ? Faults.told(failure) : change[0].told(failure)))
                .toCompletionStage();
    }

    /** On the store's loop only, so that two that finish together cannot keep the older one. */
    private void keep(Desired desired) {
        if (desired.revision() > known.revision()) {
            known = desired;
        }
    }
}

package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.CommitUnknownException;
import dev.sluice.core.port.Committed;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.rule.Edit;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** The way of commanded changes: into the database, then to whoever publishes them. Callable from any thread. */
final class CommandedChanges {

    private static final long REREAD_MS = 1_000;

    private final Context loop;
    private final DesiredState store;
    private final BiConsumer<Desired, List<Event>> committed;
    private final LongSupplier revision;
    private long rereadTimer = -1;
    private boolean closed;

    /**
     * Changes of that desired state.
     *
     * @param loop the control loop
     * @param committed takes each committed state, on the control loop
     * @param revision which state was taken last
     */
    CommandedChanges(
            Context loop, DesiredState store, BiConsumer<Desired, List<Event>> committed, LongSupplier revision) {
        this.loop = loop;
        this.store = store;
        this.committed = committed;
        this.revision = revision;
    }

    /** Commits the edit; complete once it is published too. */
    CompletionStage<Committed> change(Edit edit) {
        Promise<Committed> done = Promise.promise();
        store.change(edit)
                .whenComplete((made, refused) -> loop.runOnContext(v -> {
                    if (refused == null) {
                        committed.accept(made.desired(), made.audit());
                        done.complete(made);
                        return;
                    }
                    Throwable cause = refused instanceof CompletionException && refused.getCause() != null
                            ? refused.getCause()
                            : refused;
                    done.fail(cause);
                    if (cause instanceof CommitUnknownException) {
                        reread();
                    }
                }));
        return done.future().toCompletionStage();
    }

    /** Someone else changed the desired state, or we did and were not told so. */
    void newerRevision(long newest) {
        loop.runOnContext(v -> {
            if (newest > revision.getAsLong()) {
                reread();
            }
        });
    }

    /** The database alone knows what is wanted now. */
    private void reread() {
        Future.fromCompletionStage(store.load(), loop)
                .onSuccess(wanted -> committed.accept(wanted, List.of()))
                .onFailure(e -> {
                    loop.owner().cancelTimer(rereadTimer);
                    if (!closed) {
                        rereadTimer = loop.owner().setTimer(REREAD_MS, id -> reread());
                    }
                });
    }

    /** No further try. Control loop. */
    void close() {
        closed = true;
        loop.owner().cancelTimer(rereadTimer);
    }
}

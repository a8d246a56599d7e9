package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.PivotBook;
import dev.sluice.core.model.Desired;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.DesiredState;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start goes on from.
 *
 * @param wanted the operator's will; at revision -1 if the database has not confirmed it, so that any of its own is newer
 * @param before how things stood
 * @param untold what the database was not told yet
 */
record Beginning(Desired wanted, LedgerState before, LedgerEntry untold) {

    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    private static final Future<Optional<LastGood>> NONE = Future.succeededFuture(Optional.empty());

    /** From the database; from the last good state if it is away and there is one. */
    static Future<Beginning> read(
            Context loop, DesiredState store, Ledger ledger, UnsavedEvents unsaved, LastGoodState lastGood) {
        Future<Desired> wanted = Future.fromCompletionStage(store.load(), loop);
        Future<LedgerState> before = Future.fromCompletionStage(ledger.load(), loop);
        Future<List<Event>> left = unsaved.read();
        // The last good state of a large site takes a while to read: only where the database does not say all.
        return left.compose(events -> Future.all(wanted, before)
                .compose(database -> (events.isEmpty() ? NONE : kept(loop, lastGood))
                        .map(kept -> confirmed(wanted.result(), before.result(), events, kept)))
                .recover(away -> kept(loop, lastGood)
                        .compose(kept -> kept.isEmpty()
                                ? Future.failedFuture(away)
                                : Future.succeededFuture(unconfirmed(kept.get(), events)))));
    }

    private static Future<Optional<LastGood>> kept(Context loop, LastGoodState lastGood) {
        return loop.executeBlocking(() -> Optional.ofNullable(lastGood.newest()))
                .otherwise(e -> {
                    LOG.warn("The snapshot of the last good state is not used: {}", Objects.toString(e.getMessage()));
                    return Optional.empty();
                });
    }

    /**
     * Events that were left tell that the process before knew more than the database: then its own last state counts, or what
     * it saw would be seen, and told, once more.
     */
    private static Beginning confirmed(Desired wanted, LedgerState before, List<Event> left, Optional<LastGood> kept) {
        List<Event> unfinished = new ArrayList<>(before.openPivots());
        unfinished.addAll(left); // if one is in both, this is the newer
        return kept.isEmpty()
                ? new Beginning(
                        wanted,
                        before,
                        new LedgerEntry(PivotBook.cutShort(unfinished), List.of(), List.of(), List.of()))
                : with(wanted, kept.get().state(), unfinished);
    }

    private static Beginning unconfirmed(LastGood kept, List<Event> left) {
        LOG.warn(
                "The database is away: going on from the last good state, revision {}",
                kept.desired().revision());
        return with(kept.desired().atRevision(-1), kept.state(), left);
    }

    private static Beginning with(Desired wanted, LedgerState before, List<Event> unfinished) {
        List<AssignmentRow> assignments = before.assignments().stream()
                .filter(row -> wanted.routes().containsKey(row.routeId()))
                .toList();
        List<HealthRow> health = before.health().stream()
                .filter(row -> wanted.peers().containsKey(row.peerId()))
                .toList();
        return new Beginning(
                wanted,
                new LedgerState(assignments, health, List.of()),
                new LedgerEntry(PivotBook.cutShort(unfinished), assignments, List.of(), health));
    }
}

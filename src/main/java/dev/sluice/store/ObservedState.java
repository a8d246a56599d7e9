package dev.sluice.store;

import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import dev.sluice.core.port.LedgerState;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.CompletionStage;

/** The ledger in Postgres, as one front door writes it. */
final class ObservedState implements Ledger {
    private final Lane writes;
    private final Lane reads;
    private final FrontDoor frontDoor;

    ObservedState(Lane writes, Lane reads, FrontDoor frontDoor) {
        this.writes = writes;
        this.reads = reads;
        this.frontDoor = frontDoor;
    }

    @Override
    public CompletionStage<LedgerState> load() {
        return reads.run(connection -> Transactions.in(Transactions.READ, connection, c -> AssignmentTable.load(c)
                        .compose(assignments -> HealthTable.load(c, frontDoor.id())
                                .compose(health -> EventTable.openPivots(c, frontDoor.name())
                                        .map(pivots -> new LedgerState(assignments, health, pivots))))))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Void> append(LedgerEntry entry) {
        if (entry.isEmpty()) {
            return Future.<Void>succeededFuture().toCompletionStage();
        }
        return writes.run(connection -> Transactions.in(Transactions.WRITE, connection, c -> whole(c, entry))
                        .recover(failure -> Faults.isBadData(failure)
                                ? Transactions.in(Transactions.WRITE, connection, c -> inParts(c, entry))
                                : Future.failedFuture(failure)))
                .recover(failure -> Future.failedFuture(Faults.told(failure)))
                .toCompletionStage();
    }

    private Future<Void> whole(PgConnection connection, LedgerEntry entry) {
        return EventTable.write(connection, entry.events(), frontDoor.name())
                .compose(v -> AssignmentTable.write(connection, entry.assignments()))
                .compose(v -> AssignmentTable.remove(connection, entry.removedRoutes()))
                .compose(v -> HealthTable.write(connection, entry.health(), frontDoor.id()));
    }

    private Future<Void> inParts(PgConnection connection, LedgerEntry entry) {
        Salvage salvage = new Salvage(connection, frontDoor.name());
        return salvage.write(entry.events(), events -> EventTable.write(connection, events, frontDoor.name()))
                .compose(v -> salvage.write(entry.assignments(), rows -> AssignmentTable.write(connection, rows)))
                .compose(v -> salvage.write(entry.removedRoutes(), ids -> AssignmentTable.remove(connection, ids)))
                .compose(v ->
                        salvage.write(entry.health(), rows -> HealthTable.write(connection, rows, frontDoor.id())));
    }
}

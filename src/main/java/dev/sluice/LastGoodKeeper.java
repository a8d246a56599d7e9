package dev.sluice;

import dev.sluice.core.Publication;
import dev.sluice.core.failover.Snapshot;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.LastGood;
import dev.sluice.core.port.LastGoodState;
import dev.sluice.core.port.LedgerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what was published last on disk, soon after it changed. Control loop. */
final class LastGoodKeeper {

    /** Changes come in bursts: a script makes a hundred routes, a dead gateway moves its own. */
    private static final long SETTLE_MS = 100;

    /** A large state takes long to write: while one change follows another, that may cost a fifth of a processor. */
    private static final int PAUSES = 5;

    private final Context loop;
    private final NewestOnDisk<Published> onDisk;
    private final Map<Long, AssignmentRow> assignments = new LinkedHashMap<>();
    private @Nullable Snapshot next;
    private long timer = -1;
    private volatile long lastWriteMs;

    /** What a last good state is made of; that takes a while, so not on the loop. */
    private record Published(Snapshot snapshot, List<AssignmentRow> assignments) {}

    LastGoodKeeper(Context loop, LastGoodState disk) {
        this.loop = loop;
        this.onDisk = new NewestOnDisk<>(loop, "The last good state", published -> {
            long begun = System.nanoTime();
            disk.keep(LastGood.of(published.snapshot(), published.assignments()));
            lastWriteMs = (System.nanoTime() - begun) / 1_000_000;
        });
    }

    /** This is how things stood at the start. */
    void began(LedgerState before) {
        before.assignments().forEach(row -> assignments.put(row.routeId(), row));
    }

    /** This is what holds from now on. */
    void published(Publication publication) {
        next = publication.snapshot();
        publication.entry().assignments().forEach(row -> assignments.put(row.routeId(), row));
        publication.entry().removedRoutes().forEach(assignments::remove);
        soon();
    }

    private void soon() {
        if (timer < 0) {
            timer = loop.owner().setTimer(Math.max(SETTLE_MS, PAUSES * lastWriteMs), id -> {
                timer = -1;
                write();
            });
        }
    }

    /** Writes the newest at once; complete when the disk has it or cannot take it. */
    Future<Void> close() {
        loop.owner().cancelTimer(timer);
        write();
        return onDisk.kept();
    }

    private void write() {
        Snapshot newest = next;
        if (newest != null) {
            next = null;
            onDisk.keep(new Published(newest, List.copyOf(assignments.values())));
        }
    }
}

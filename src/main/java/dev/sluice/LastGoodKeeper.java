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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was published last on disk, off the loop: soon after it changed, one write at a time. Control loop. */
final class LastGoodKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LastGoodKeeper.class);

    /** Changes come in bursts: a script makes a hundred routes, a dead gateway moves its own. */
    private static final long SETTLE_MS = 100;

    private final Context loop;
    private final LastGoodState disk;
    private Future<Void> writing = Future.succeededFuture();
    private final Map<Long, AssignmentRow> assignments = new LinkedHashMap<>();
    private @Nullable Snapshot next;
    private long timer = -1;
    private boolean closed;
    private boolean told;

    LastGoodKeeper(Context loop, LastGoodState disk) {
        this.loop = loop;
        this.disk = disk;
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
            timer = loop.owner().setTimer(SETTLE_MS, id -> {
                timer = -1;
                write();
            });
        }
    }

    /** Writes the newest at once; complete when the disk has it or cannot take it. */
    Future<Void> close() {
        closed = true;
        loop.owner().cancelTimer(timer);
        return writing.compose(v -> {
            write();
            return writing;
        });
    }

    private void write() {
        Snapshot newest = next;
        if (newest == null || !writing.isComplete()) {
            return;
        }
        next = null;
        List<AssignmentRow> rows = List.copyOf(assignments.values());
        writing = loop.<Void>executeBlocking(() -> {
                    disk.keep(LastGood.of(newest, rows));
                    return null;
                })
                .otherwise(e -> {
                    if (!told) {
                        LOG.warn("The last good state cannot be kept on disk: {}", e.toString());
                        told = true;
                    }
                    return null;
                })
                .onComplete(done -> {
                    if (next != null && !closed) {
                        soon();
                    }
                });
    }
}

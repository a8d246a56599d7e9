package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.PendingEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps unsaved events on disk, off the loop: the newest list only, one write at a time. Control loop. */
final class UnsavedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UnsavedEvents.class);

    private final Context loop;
    private final PendingEvents pending;
    private Future<Void> writing = Future.succeededFuture();
    private @Nullable List<Event> next;
    private boolean some;
    private boolean told;

    UnsavedEvents(Context loop, PendingEvents pending) {
        this.loop = loop;
        this.pending = pending;
    }

    /** What an earlier process could not write; empty if that cannot be read. */
    Future<List<Event>> read() {
        return loop.executeBlocking(pending::read)
                .onSuccess(events -> some = !events.isEmpty())
                .otherwise(e -> {
                    LOG.warn("What an earlier process could not write cannot be read: {}", e.toString());
                    return List.of();
                });
    }

    /** These are left of what was kept; nothing is done if nothing was. */
    void left(Collection<Event> events) {
        if (some) {
            keep(events);
        }
    }

    /** Keeps these and no others. */
    void keep(Collection<Event> events) {
        some = !events.isEmpty();
        next = List.copyOf(events);
        if (writing.isComplete()) {
            write();
        }
    }

    /** Complete once the disk has what was last to be kept, or cannot take it. */
    Future<Void> kept() {
        Future<Void> current = writing;
        return current.compose(v -> writing == current ? Future.succeededFuture() : kept());
    }

    private void write() {
        List<Event> events = next;
        next = null;
        if (events == null) {
            return;
        }
        writing = loop.<Void>executeBlocking(() -> {
                    pending.keep(events);
                    return null;
                })
                .otherwise(e -> {
                    if (!told) {
                        LOG.warn("Unsaved events cannot be kept on disk: {}", e.toString());
                        told = true;
                    }
                    return null;
                })
                .onComplete(done -> write());
    }
}

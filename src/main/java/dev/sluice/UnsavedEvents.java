package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.PendingEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events that the database does not have yet, kept on disk for the next process. Control loop. */
final class UnsavedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UnsavedEvents.class);

    private final Context loop;
    private final PendingEvents pending;
    private final NewestOnDisk<List<Event>> onDisk;
    private boolean some;

    UnsavedEvents(Context loop, PendingEvents pending) {
        this.loop = loop;
        this.pending = pending;
        this.onDisk = new NewestOnDisk<>(loop, "Unsaved events", pending::keep);
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
        onDisk.keep(List.copyOf(events));
    }

    /** Complete once the disk has what was last to be kept, or cannot take it. */
    Future<Void> kept() {
        return onDisk.kept();
    }
}

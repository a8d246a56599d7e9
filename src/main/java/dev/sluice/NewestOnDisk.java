package dev.sluice;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest of something on disk, off the loop: one write at a time, and none of what is newer by then. Control loop. */
final class NewestOnDisk<T> {

    private static final Logger LOG = LoggerFactory.getLogger(NewestOnDisk.class);

    private final Context loop;
    private final String what;
    private final Disk<T> disk;
    private Future<Void> writing = Future.succeededFuture();
    private @Nullable T next;
    private boolean told;

    /** What takes it. */
    interface Disk<T> {

        /** Blocks until that takes the place of the one before. */
        void keep(T newest) throws IOException;
    }

    /**
     * Nothing is written yet.
     *
     * @param what begins the sentence that is logged, once, if the disk does not take it
     */
    NewestOnDisk(Context loop, String what, Disk<T> disk) {
        this.loop = loop;
        this.what = what;
        this.disk = disk;
    }

    void keep(T newest) {
        next = newest;
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
        T newest = next;
        next = null;
        if (newest == null) {
            return;
        }
        writing = loop.<Void>executeBlocking(() -> {
                    disk.keep(newest);
                    return null;
                })
                .otherwise(e -> {
                    if (!told) {
                        LOG.warn("{} cannot be kept on disk: {}", what, e.toString());
                        told = true;
                    }
                    return null;
                })
                .onComplete(done -> write());
    }
}

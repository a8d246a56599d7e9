package dev.sluice;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest of something on disk, off the loop: one write at a time, and none of what is newer by then. Control loop. */
final class NewestOnDisk<T> {

    private static final Logger LOG = LoggerFactory.getLogger(NewestOnDisk.class);

    /** A disk that is full now has room later, and until then nothing newer may come. */
    private static final long RETRY_MS = 2_000;

    private final Context loop;
    private final String what;
    private final Disk<T> disk;
    private Future<Void> writing = Future.succeededFuture();
    private @Nullable T next;
    private boolean refused;
    private long retry = -1;

    /** What takes it. */
    interface Disk<T> {

        /** Blocks until that takes the place of the one before. */
        void keep(T newest) throws IOException;
    }

    /**
     * Nothing is written yet.
     *
     * @param what begins the sentence that is logged if the disk does not take it, and when it does again
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
        loop.owner().cancelTimer(retry);
        retry = -1;
        T newest = next;
        next = null;
        if (newest == null) {
            return;
        }
        writing = loop.<Void>executeBlocking(() -> {
                    disk.keep(newest);
                    return null;
                })
                .onComplete(this::tell)
                .transform(done -> {
                    if (done.failed() && next == null) {
                        next = newest;
                        retry = loop.owner().setTimer(RETRY_MS, id -> write());
                    }
                    return Future.<Void>succeededFuture();
                })
                .onComplete(done -> {
                    if (retry < 0) {
                        write();
                    }
                });
    }

    private void tell(AsyncResult<Void> done) {
        if (done.failed() && !refused) {
            LOG.warn("{} cannot be kept on disk: {}", what, done.cause().toString());
        } else if (done.succeeded() && refused) {
            LOG.info("{}: kept on disk again", what);
        }
        refused = done.failed();
    }
}

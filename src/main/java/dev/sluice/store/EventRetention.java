package dev.sluice.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what is too old, or too much, from the log of events: a small batch at a time, each a statement of its own, so that it
 * keeps nobody waiting. What webhooks may still be told is never dropped: the last two days. The store's loop.
 */
final class EventRetention {

    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);

    private static final int BATCH = 500;
    private static final long FIRST_MS = 60_000;
    private static final long EVERY_MS = 3_600_000;
    private static final long BETWEEN_MS = 100;

    /** The time of the newest that is one too many, and the age; whichever is later, but not within two days. */
    private static final String DROP = "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < least("
            + "now() - interval '2 days', greatest(now() - $1 * interval '1 second', coalesce((SELECT at FROM event"
            + " ORDER BY at DESC, id DESC OFFSET $2 LIMIT 1), '-infinity') + interval '1 microsecond'))"
            + " ORDER BY at, id LIMIT " + BATCH + ")";

    private final Context loop;
    private final Lane lane;
    private final long keepSeconds;
    private final int most;
    private long timer = -1;
    private boolean closed;
    private long dropped;

    EventRetention(Context loop, Lane lane, Duration keep, int most) {
        this.loop = loop;
        this.lane = lane;
        this.keepSeconds = keep.toSeconds();
        this.most = most;
    }

    /** Begins; soon for the first time, then each hour. */
    void open() {
        loop.runOnContext(v -> later(FIRST_MS));
    }

    private void later(long ms) {
        if (!closed) {
            timer = loop.owner().setTimer(ms, id -> drop().onComplete(done -> later(EVERY_MS)));
        }
    }

    /** Complete once all that is to go is gone; the number of it. Stops at the first failure, until the next hour. */
    Future<Long> drop() {
        dropped = 0;
        return batch().onFailure(failure -> LOG.debug("the log was not cut: {}", failure.toString()))
                .map(done -> dropped)
                .onSuccess(count -> {
                    if (count > 0) {
                        LOG.info("{} old events dropped", count);
                    }
                });
    }

    private Future<Void> batch() {
        return lane.run(connection -> connection.preparedQuery(DROP).execute(Tuple.of(keepSeconds, most)))
                .compose(rows -> {
                    dropped += rows.rowCount();
                    return rows.rowCount() < BATCH || closed
                            ? Future.succeededFuture()
                            : loop.owner().timer(BETWEEN_MS).compose(waited -> batch());
                });
    }

    void close() {
        closed = true;
        loop.owner().cancelTimer(timer);
    }
}

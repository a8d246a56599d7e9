package dev.sluice.admin.stream;

import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ActivityLog.Sequel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the log, read once for all streams that have come that far. One event loop.
 *
 * <p>A stream reads on by itself until it has all that is at or before the end that is known here; from then on it is handed
 * what comes behind that end. So nothing lies between the two, and nothing is in both.
 */
final class LogTail {

    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final long UNKNOWN = -1;
    private static final int PAGE = 100;
    private static final long UNSETTLED_MS = 20;

    private final ActivityLog log;
    private final Context loop;
    private final Consumer<Sequel> told;
    private long end = UNKNOWN;
    private boolean reading;
    private boolean again;

    LogTail(ActivityLog log, Context loop, Consumer<Sequel> told) {
        this.log = log;
        this.loop = loop;
        this.told = told;
    }

    /** Whether a stream that has all up to this event has come to the end, and will be handed what follows. */
    boolean reached(long id) {
        if (end == UNKNOWN) {
            end = id;
            look(); // what came meanwhile was nobody's to tell
        }
        return id >= end;
    }

    /** Nobody wants what follows. */
    void forget() {
        end = UNKNOWN;
    }

    /** Looks whether there is more, and hands it out. */
    void look() {
        if (end == UNKNOWN) {
            return;
        }
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        Future.fromCompletionStage(log.after(ActivityFilter.ALL, end, PAGE), loop)
                .onComplete(done -> {
                    reading = false;
                    if (done.failed()) {
                        LOG.debug("the end of the log was not read: {}", String.valueOf(done.cause()));
                    } else if (end != UNKNOWN) {
                        read(done.result());
                    }
                });
    }

    private void read(Sequel sequel) {
        if (!sequel.settled()) {
            loop.owner().setTimer(UNSETTLED_MS, id -> look());
            return;
        }
        if (sequel.upTo() > end) {
            end = sequel.upTo();
            told.accept(sequel);
        }
        if (again || sequel.items().size() == PAGE) {
            look();
        }
    }
}

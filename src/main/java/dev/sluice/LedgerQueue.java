package dev.sluice;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.AssignmentRow;
import dev.sluice.core.port.HealthRow;
import dev.sluice.core.port.Ledger;
import dev.sluice.core.port.LedgerEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was observed and is not yet in the database, in order. One write is under way at a time; while the database is
 * away, effective state is merged to its newest values, and only events pile up, which are kept on disk for the next process
 * too. Control loop only, but for {@link #size}.
 */
final class LedgerQueue {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerQueue.class);

    /** One transaction's worth of events. */
    private static final int EVENTS_PER_WRITE = 500;

    /** Some 20 MB: weeks of an unruly site. */
    private static final int MOST_EVENTS = 20_000;

    private static final long FIRST_RETRY_MS = 250;
    /** While the database is known to be away a try costs nothing, and its return is to be noticed soon. */
    private static final long LAST_RETRY_MS = 2_000;

    private final Context context;
    private final Ledger ledger;
    private final UnsavedEvents unsaved;
    private final Map<String, Event> events =
            new LinkedHashMap<>(); // by uid: a completed receipt takes its event's place
    private final Map<Long, AssignmentRow> assignments = new LinkedHashMap<>();
    private final Map<Long, Boolean> removed = new LinkedHashMap<>();
    private final Map<Long, HealthRow> health = new HashMap<>();
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private long dropped;
    private boolean writing;
    private boolean away;
    private long retryMs = FIRST_RETRY_MS;
    private long retryTimer = -1;
    private volatile int size;

    /**
     * A queue in front of that ledger.
     *
     * @param unsaved keeps the events that are left while no write succeeds
     */
    LedgerQueue(Context context, Ledger ledger, UnsavedEvents unsaved) {
        this.context = context;
        this.ledger = ledger;
        this.unsaved = unsaved;
    }

    /** Takes an entry; it is written as soon as the database lets it. */
    void add(LedgerEntry entry) {
        entry.events().forEach(event -> events.put(event.uid(), event));
        dropOldest();
        for (AssignmentRow row : entry.assignments()) {
            assignments.put(row.routeId(), row);
            removed.remove(row.routeId());
        }
        for (long routeId : entry.removedRoutes()) {
            assignments.remove(routeId);
            removed.put(routeId, true);
        }
        entry.health().forEach(row -> health.put(row.peerId(), row));
        count();
        if (away && !entry.events().isEmpty()) {
            unsaved.keep(events.values());
        }
        write();
    }

    /** The newest tell most of what is so now; a log without end would take the memory that requests need. */
    private void dropOldest() {
        Iterator<String> oldest = events.keySet().iterator();
        while (events.size() > MOST_EVENTS) {
            oldest.next();
            oldest.remove();
            if (dropped++ % MOST_EVENTS == 0) {
                LOG.error("More than {} events are unsaved: the oldest are lost, {} so far", MOST_EVENTS, dropped);
            }
        }
    }

    /** Events and rows that are not written yet. Any thread. */
    int size() {
        return size;
    }

    /** The events among them. Any thread. */
    Future<List<Event>> unsavedEvents() {
        Promise<List<Event>> found = Promise.promise();
        context.runOnContext(v -> found.complete(List.copyOf(events.values())));
        return found.future();
    }

    /** Complete once everything that was taken is written; fails at once while the database is away. */
    Future<Void> flushed() {
        if (isEmpty() && !writing) {
            return Future.succeededFuture();
        }
        if (away) {
            return Future.failedFuture("the database is away; " + size + " unsaved");
        }
        Promise<Void> promise = Promise.promise();
        waiting.add(promise);
        return promise.future();
    }

    /** No further try; events that are left are for the next process. */
    void close() {
        context.owner().cancelTimer(retryTimer);
        if (!events.isEmpty()) {
            unsaved.keep(events.values());
        }
        settle(promise -> promise.tryFail("closed with " + size + " unsaved"));
    }

    /** Whoever is told may call us again: the list is emptied first. */
    private void settle(Consumer<Promise<Void>> outcome) {
        List<Promise<Void>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(outcome);
    }

    private boolean isEmpty() {
        return events.isEmpty() && assignments.isEmpty() && removed.isEmpty() && health.isEmpty();
    }

    private void count() {
        size = events.size() + assignments.size() + removed.size() + health.size();
    }

    private void write() {
        if (writing || retryTimer >= 0 || isEmpty()) {
            return;
        }
        writing = true;
        LedgerEntry entry = next();
        append(entry)
                .onComplete(done -> context.runOnContext(v -> {
                    writing = false;
                    if (done.succeeded()) {
                        written(entry);
                    } else {
                        failed(done.cause());
                    }
                }));
    }

    private Future<Void> append(LedgerEntry entry) {
        CompletionStage<Void> stage;
        try {
            stage = ledger.append(entry);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return Future.fromCompletionStage(stage);
    }

    private LedgerEntry next() {
        return new LedgerEntry(
                events.values().stream().limit(EVENTS_PER_WRITE).toList(),
                List.copyOf(assignments.values()),
                List.copyOf(removed.keySet()),
                List.copyOf(health.values()));
    }

    private void written(LedgerEntry entry) {
        if (away) {
            LOG.info("The database is back; {} unsaved", size);
        }
        away = false;
        retryMs = FIRST_RETRY_MS;
        // What changed while it was being written stays.
        entry.events().forEach(event -> events.remove(event.uid(), event));
        entry.assignments().forEach(row -> assignments.remove(row.routeId(), row));
        entry.removedRoutes().forEach(removed::remove);
        entry.health().forEach(row -> health.remove(row.peerId(), row));
        count();
        unsaved.left(events.values());
        if (isEmpty()) {
            settle(Promise::tryComplete);
        }
        write();
    }

    private void failed(Throwable cause) {
        if (!away) {
            LOG.warn("The ledger cannot be written, {} unsaved: {}", size, cause.toString());
            unsaved.keep(events.values());
        }
        away = true;
        settle(promise -> promise.tryFail(cause));
        retryTimer = context.owner().setTimer(retryMs, id -> {
            retryTimer = -1;
            write();
        });
        retryMs = Math.min(LAST_RETRY_MS, retryMs * 2);
    }
}

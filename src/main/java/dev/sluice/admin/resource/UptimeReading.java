package dev.sluice.admin.resource;

import dev.sluice.core.failover.Event;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ActivityLog.Page;
import dev.sluice.core.port.ActivityLog.Query;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.StoreAwayException;
import dev.sluice.core.uptime.UptimeEvents;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads from the activity log who went down and came up, newest first, until there is enough of it. The API's loop. */
final class UptimeReading {

    private static final int PAGE = 250;

    /** What is older than so many events is not known. */
    static final int MOST = 10_000;

    private final Changes changes;
    private final ActivityLog log;
    private final Instant since;
    private final ActivityFilter filter;
    private final List<Event> events = new ArrayList<>();

    UptimeReading(Changes changes, ActivityLog log, Instant since) {
        this.changes = changes;
        this.log = log;
        this.since = since;
        this.filter = ActivityFilter.of(UptimeEvents.NAMES, since, null);
    }

    /** Fails while the database is away. */
    Future<UptimeEvents> run() {
        return read(new Query(filter, null, PAGE, 0, false));
    }

    private Future<UptimeEvents> read(Query query) {
        return changes.here(log.find(query))
                .compose(page -> page.away()
                        ? Future.failedFuture(new StoreAwayException("uptime needs it", new IllegalStateException()))
                        : take(page));
    }

    private Future<UptimeEvents> take(Page page) {
        List<Stored> items = page.items();
        items.forEach(one -> events.add(one.event()));
        if (items.size() < PAGE) {
            return Future.succeededFuture(new UptimeEvents(events, since));
        }
        Stored last = items.get(items.size() - 1);
        if (events.size() >= MOST) {
            return Future.succeededFuture(new UptimeEvents(events, last.event().at()));
        }
        // Those in front have no ids yet: their pages go by number.
        return read(
                last.saved()
                        ? Query.older(filter, last.id(), PAGE)
                        : new Query(filter, null, PAGE, events.size(), false));
    }
}

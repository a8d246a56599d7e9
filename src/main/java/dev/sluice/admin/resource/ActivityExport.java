package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.port.ActivityLog.Page;
import dev.sluice.core.port.ActivityLog.Query;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.StoreAwayException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on its way to a client, newest event first: one page in memory at a time, the next one read when the client has taken
 * what there was. One that cannot be finished is cut off, so that nobody takes it for a whole one. The API's loop.
 */
final class ActivityExport {

    private static final Logger LOG = LoggerFactory.getLogger(ActivityExport.class);
    private static final int PAGE = 250;

    private final Changes changes;
    private final ActivityLog log;
    private final ActivityFilter filter;
    private final ExportFormat format;
    private final HttpServerResponse response;
    private final Promise<Answer> over = Promise.promise();
    private int offset;
    private boolean begun;
    private boolean some;

    ActivityExport(
            Changes changes, ActivityLog log, ActivityFilter filter, ExportFormat format, HttpServerResponse response) {
        this.changes = changes;
        this.log = log;
        this.filter = filter;
        this.format = format;
        this.response = response;
    }

    /** Complete when it is over; fails if it could not be begun. */
    Future<Answer> run() {
        response.closeHandler(closed -> over.tryComplete(Answer.empty()));
        response.exceptionHandler(broken -> {
            // The close handler follows.
        });
        read(new Query(filter, null, PAGE, 0, false));
        return over.future();
    }

    private void read(Query query) {
        changes.here(log.find(query))
                .compose(page -> page.away()
                        ? Future.failedFuture(new StoreAwayException("an export needs it", new IllegalStateException()))
                        : Future.succeededFuture(page))
                .onSuccess(this::write)
                .onFailure(this::fail);
    }

    private void write(Page page) {
        if (over.future().isComplete()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (!begun) {
            begun = true;
            response.setChunked(true)
                    .putHeader("Content-Type", format.type)
                    .putHeader("Content-Disposition", "attachment; filename=\"activity." + format.wire() + "\"");
            text.append(format.head);
        }
        for (Stored one : page.items()) {
            text.append(some ? format.between : "").append(format.item(one));
            some = true;
        }
        boolean last = page.items().size() < PAGE;
        text.append(last ? format.foot : "");
        if (last) {
            response.end(text.toString()).onComplete(ended -> over.tryComplete(Answer.empty()));
            return;
        }
        // The response calls itself full only after some more messages, whatever their size: this waits for each.
        response.write(text.toString())
                .onSuccess(taken -> read(after(page.items())))
                .onFailure(gone -> over.tryComplete(Answer.empty()));
    }

    /** Those in front have no ids yet: their pages go by number. */
    private Query after(List<Stored> items) {
        Stored last = items.get(items.size() - 1);
        offset += items.size();
        return last.saved() ? Query.older(filter, last.id(), PAGE) : new Query(filter, null, PAGE, offset, false);
    }

    private void fail(Throwable failure) {
        if (!begun) {
            over.tryFail(failure);
        } else if (over.tryComplete(Answer.empty())) {
            LOG.warn("An export of the activity log was cut off: {}", failure.toString());
            response.reset();
        }
    }
}

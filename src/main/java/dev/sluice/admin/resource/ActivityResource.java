package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.EventJson;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.port.ActivityLog.Page;
import dev.sluice.core.port.ActivityLog.Query;
import dev.sluice.core.port.ActivityLog.Stored;
import dev.sluice.core.port.LiveActivity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened, newest first. */
public final class ActivityResource {

    /** Each keeps the one connection busy that reads the database. */
    static final int MOST_EXPORTS = 4;

    private final Changes changes;
    private final LiveActivity log;
    private int exports;

    public ActivityResource(Changes changes, LiveActivity log) {
        this.changes = changes;
        this.log = log;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("listActivity", Located.BASE + "/logs/activity", this::list));
    }

    private Future<Answer> list(Call call) {
        ActivityFilter filter = ActivityFilters.of(call);
        ExportFormat format = ExportFormat.of(call);
        if (format != null) {
            return export(call, filter, format);
        }
        Query query = new Query(filter, call.idOrNull("before"), call.limit(), call.offset(), true);
        return changes.here(log.find(query))
                .map(page -> Answer.json(
                        call.list(page.items().stream().map(EventJson::of).toList(), page.total())
                                .put("next_before", next(page, query.limit()))
                                .put("database_away", page.away())));
    }

    private Future<Answer> export(Call call, ActivityFilter filter, ExportFormat format) {
        if (call.context().request().method().equals(HttpMethod.HEAD)) {
            return Future.succeededFuture(Answer.text(format.type, Buffer.buffer()));
        }
        if (exports >= MOST_EXPORTS) {
            return Future.failedFuture(new ApiProblem(
                    503,
                    "too_many_streams",
                    "exports: actual " + exports + ", expected fewer than " + MOST_EXPORTS,
                    List.of(),
                    Map.of("Retry-After", "5")));
        }
        exports++;
        return new ActivityExport(changes, log, filter, format, call.context().response())
                .run()
                .onComplete(over -> exports--);
    }

    /** Where the next page begins; null if this one is the last, or none of it has an id yet. */
    private static @Nullable Long next(Page page, int limit) {
        int count = page.items().size();
        Stored last = count < limit ? null : page.items().get(count - 1);
        return last == null || !last.saved() ? null : Long.valueOf(last.id());
    }
}

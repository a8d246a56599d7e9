package dev.sluice.admin.resource;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.json.Values;
import dev.sluice.core.failover.Event;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityLog;
import dev.sluice.core.rule.Problems;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened, newest first. */
public final class ActivityResource {

    private static final Set<String> NAMES =
            Arrays.stream(EventName.values()).map(EventName::wire).collect(Collectors.toUnmodifiableSet());

    private final Changes changes;
    private final ActivityLog log;

    public ActivityResource(Changes changes, ActivityLog log) {
        this.changes = changes;
        this.log = log;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("listActivity", Located.BASE + "/logs/activity", this::list));
    }

    private Future<Answer> list(Call call) {
        ActivityLog.Query query = new ActivityLog.Query(
                names(call), call.instant("from"), call.instant("until"), call.limit(), call.offset());
        return changes.here(log.find(query))
                .map(page -> Answer.json(call.list(
                                page.items().stream()
                                        .map(ActivityResource::item)
                                        .toList(),
                                page.total())
                        .put("database_away", page.away())));
    }

    private static List<String> names(Call call) {
        String text = call.query("event");
        List<String> names = text == null || text.isBlank() ? List.of() : List.of(text.split(",", -1));
        for (String name : names) {
            if (!NAMES.contains(name)) {
                throw ApiProblem.invalid("event", Problems.show(name), "names of events, separated by commas");
            }
        }
        return names;
    }

    private static JsonObject item(ActivityLog.Stored stored) {
        Event event = stored.event();
        return new JsonObject()
                .put("id", stored.saved() ? stored.id() : null)
                .put("saved", stored.saved())
                .put("uid", event.uid())
                .put("event", event.name().wire())
                .put("at", Values.time(event.at()))
                .put("severity", event.name().severity().wire())
                .put("message", event.message())
                .put("actor", event.actor())
                .put("front_door", stored.frontDoor())
                .put("details", Values.object(event.details()));
    }
}

package dev.sluice.admin.stream;

import dev.sluice.admin.http.Answer;
import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.admin.http.Operation;
import dev.sluice.admin.resource.ActivityFilters;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.rule.Problems;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stream of what happens, and of how things are. */
public final class EventsResource {

    private static final String KINDS =
            Arrays.stream(StreamKind.values()).map(StreamKind::wire).collect(Collectors.joining(", "));

    private final EventStreams streams;

    public EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    public List<Operation> operations() {
        return List.of(Operation.get("streamEvents", "/api/v1/events", this::stream));
    }

    private Future<Answer> stream(Call call) {
        ActivityFilter filter = ActivityFilters.of(call);
        RequestFilter requests = RequestFilter.of(filter.routeId(), filter.peerId(), call.query("status"));
        Wish wish = new Wish(kinds(call), filter, requests, after(call, filter), call::isStillAllowed);
        if (call.context().request().method().equals(HttpMethod.HEAD)) {
            return Future.succeededFuture(Answer.text("text/event-stream", Buffer.buffer()));
        }
        return streams.open(call.context().response(), wish);
    }

    /** A client that comes back names what it had last, and that counts more than where it once began. */
    private static @Nullable Long after(Call call, ActivityFilter filter) {
        String last = call.context().request().getHeader("Last-Event-ID");
        if (last != null && !last.isEmpty()) {
            return number("Last-Event-ID", last);
        }
        String after = call.query("after");
        if (after != null) {
            return number("after", after);
        }
        return filter.from() == null ? null : Long.valueOf(0);
    }

    private static long number(String name, String text) {
        try {
            long id = Long.parseLong(text);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Told below, like one that nothing can have.
        }
        throw ApiProblem.invalid(name, Problems.show(text), "the id of an event, or 0 for the first there is");
    }

    private static Set<StreamKind> kinds(Call call) {
        String text = call.query("kinds");
        if (text == null) {
            return Set.of(StreamKind.ACTIVITY);
        }
        EnumSet<StreamKind> kinds = EnumSet.noneOf(StreamKind.class);
        for (String word : text.split(",", -1)) {
            kinds.add(Arrays.stream(StreamKind.values())
                    .filter(kind -> kind.wire().equals(word))
                    .findFirst()
                    .orElseThrow(() -> ApiProblem.invalid("kinds", Problems.show(word), "some of " + KINDS)));
        }
        return kinds;
    }
}

package dev.sluice.admin.resource;

import dev.sluice.admin.http.ApiProblem;
import dev.sluice.admin.http.Call;
import dev.sluice.core.failover.EventName;
import dev.sluice.core.port.ActivityFilter;
import dev.sluice.core.rule.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a query that says which events are wanted. */
public final class ActivityFilters {

    private static final Set<String> NAMES =
            Arrays.stream(EventName.values()).map(EventName::wire).collect(Collectors.toUnmodifiableSet());

    private ActivityFilters() {}

    public static ActivityFilter of(Call call) {
        return new ActivityFilter(
                names(call),
                call.instant("from"),
                call.instant("until"),
                call.idOrNull("route"),
                call.idOrNull("peer"),
                call.idOrNull("pool"),
                call.query("actor"));
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
}

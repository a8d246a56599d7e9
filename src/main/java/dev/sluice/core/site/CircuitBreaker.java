package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a route leaves a peer alone that fails its requests, and for how long.
 *
 * @param failures so many within the window, at least
 * @param failurePercent that part of the requests within the window, at least
 * @param window how long a request counts
 * @param openFor how long the peer is left alone before one request tries it again
 * @param statuses answers that are failures, in order, beside those that never come
 */
public record CircuitBreaker(
        int failures, int failurePercent, Duration window, Duration openFor, List<Integer> statuses)
        implements Feature {

    private static final int USUAL_FAILURES = 5;
    private static final int MOST_FAILURES = 1_000;
    private static final int USUAL_PERCENT = 50;
    private static final Duration USUAL_WINDOW = Duration.ofSeconds(10);
    private static final Duration USUAL_OPEN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final List<Integer> USUAL_STATUSES = List.of(502, 503, 504);

    public CircuitBreaker {
        statuses = statuses.stream().distinct().sorted().toList();
    }

    static CircuitBreaker read(Fields in) {
        int failures = in.integer("failures", USUAL_FAILURES, USUAL_FAILURES);
        if (failures < 1 || failures > MOST_FAILURES) {
            in.problem("failures", failures, "from 1 to " + MOST_FAILURES);
        }
        int percent = in.integer("failure_percent", USUAL_PERCENT, USUAL_PERCENT);
        if (percent < 1 || percent > 100) {
            in.problem("failure_percent", percent, "from 1 to 100");
        }
        List<Integer> statuses = in.named("statuses") ? in.integers("statuses") : none(in);
        if (statuses.stream().anyMatch(status -> status < 500 || status > 599)) {
            in.problem("statuses", statuses, "statuses from 500 to 599");
        }
        return new CircuitBreaker(
                failures, percent, time(in, "window", USUAL_WINDOW), time(in, "open_for", USUAL_OPEN), statuses);
    }

    private static List<Integer> none(Fields in) {
        in.integers("statuses"); // so that it is a known field
        return USUAL_STATUSES;
    }

    private static Duration time(Fields in, String field, Duration usual) {
        Duration time = in.duration(field, usual, usual);
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST) > 0) {
            in.problem(field, DurationText.format(time), "from 1s to 1h");
        }
        return time;
    }

    /** Whether an answer of that status is a failure. */
    public boolean fails(int status) {
        for (int i = 0; i < statuses.size(); i++) {
            if (statuses.get(i) == status) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("failures", failures);
        fields.put("failure_percent", failurePercent);
        fields.put("window", DurationText.format(window));
        fields.put("open_for", DurationText.format(openFor));
        fields.put("statuses", statuses);
        return fields;
    }
}

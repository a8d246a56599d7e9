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
 * What a route asks of its upstreams beyond what holds for all.
 *
 * @param responseHead how long an answer's head may take; null: as the settings say, as the next
 * @param idle how long an answer's body may be silent
 * @param maxBodyBytes how long a request's body may be; null: any
 * @param retryStatuses statuses after which another candidate is asked, in order
 */
public record UpstreamTerms(
        @Nullable Duration responseHead,
        @Nullable Duration idle,
        @Nullable Long maxBodyBytes,
        List<Integer> retryStatuses)
        implements Feature {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final long MOST_BYTES = 1L << 50;
    private static final List<Integer> RETRYABLE = List.of(502, 503, 504);

    public UpstreamTerms {
        retryStatuses = retryStatuses.stream().distinct().sorted().toList();
    }

    static UpstreamTerms read(Fields in) {
        Long most = in.optionalLong("max_body_bytes", null);
        if (most != null && (most < 0 || most > MOST_BYTES)) {
            in.problem("max_body_bytes", most, "bytes from 0 to " + MOST_BYTES + ", or null");
        }
        List<Integer> statuses = in.integers("retry_statuses");
        if (!RETRYABLE.containsAll(statuses)) {
            in.problem("retry_statuses", statuses, "some of 502, 503 and 504");
        }
        return new UpstreamTerms(time(in, "response_head_timeout"), time(in, "idle_timeout"), most, statuses);
    }

    private static @Nullable Duration time(Fields in, String field) {
        Duration time = in.optionalDuration(field, null);
        if (time != null && (time.toMillis() < 1 || time.compareTo(LONGEST) > 0)) {
            in.problem(field, DurationText.format(time), "a duration from 1ms to 24h, or null");
        }
        return time;
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("response_head_timeout", responseHead == null ? null : DurationText.format(responseHead));
        fields.put("idle_timeout", idle == null ? null : DurationText.format(idle));
        fields.put("max_body_bytes", maxBodyBytes);
        fields.put("retry_statuses", retryStatuses);
        return fields;
    }
}

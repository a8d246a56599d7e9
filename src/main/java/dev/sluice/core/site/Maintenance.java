package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.model.Network;
import dev.sluice.core.rule.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operator's word that a route is being worked on: its visitors get a 503 with a page, its peers get nothing.
 *
 * @param enabled false keeps the rest for the next time
 * @param message of the page: a whole HTML document, or plain text; null for the built-in one
 * @param retryAfterSeconds after which time visitors shall ask again (RFC 9110 10.2.3)
 * @param allow clients from these networks are served as ever
 */
public record Maintenance(boolean enabled, @Nullable String message, int retryAfterSeconds, List<Network> allow)
        implements Feature {

    private static final int USUAL_RETRY_S = 300;
    private static final int LONGEST_RETRY_S = 604_800;
    private static final int LONGEST_MESSAGE = 65_536;

    public Maintenance {
        allow = List.copyOf(allow);
    }

    static Maintenance read(Fields in) {
        String message = in.optionalText("message", null);
        if (message != null && message.length() > LONGEST_MESSAGE) {
            in.problem("message", message.length() + " characters", "at most " + LONGEST_MESSAGE + " characters");
        }
        int retry = in.integer("retry_after_s", USUAL_RETRY_S, USUAL_RETRY_S);
        if (retry < 1 || retry > LONGEST_RETRY_S) {
            in.problem("retry_after_s", retry, "seconds from 1 to " + LONGEST_RETRY_S);
        }
        return new Maintenance(in.flag("enabled", true, true), message, retry, Networks.read(in, "allow"));
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("enabled", enabled);
        fields.put("message", message);
        fields.put("retry_after_s", retryAfterSeconds);
        fields.put("allow", Networks.written(allow));
        return fields;
    }
}

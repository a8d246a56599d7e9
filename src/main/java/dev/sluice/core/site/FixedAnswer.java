package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is always the same.
 *
 * @param at the paths that get it
 * @param status 200 to 599
 * @param body text in UTF-8, at most 65,536 characters
 */
public record FixedAnswer(PathPattern at, int status, String body, String contentType) {

    private static final int LONGEST_BODY = 65_536;
    private static final int LONGEST_TYPE = 128;
    private static final int USUAL = 200;
    private static final String USUAL_TYPE = "text/plain; charset=utf-8";
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    static FixedAnswer read(Fields in) {
        PathPattern at = PathPattern.read(in);
        int status = in.integer("status", USUAL, USUAL);
        if (status < 200 || status > 599) {
            in.problem("status", status, "a whole number from 200 to 599");
        }
        String body = in.text("body", "", "");
        if (body.length() > LONGEST_BODY) {
            in.problem("body", body.length() + " characters", "at most " + LONGEST_BODY + " characters");
        } else if (WITHOUT_BODY.contains(status) && !body.isEmpty()) {
            in.problem("body", body, "none, since answers of status " + status + " have no body");
        }
        String type = in.text("content_type", USUAL_TYPE, USUAL_TYPE);
        if (type.isEmpty() || type.length() > LONGEST_TYPE || !Template.isFieldValue(type)) {
            in.problem("content_type", type, "a media type such as application/json");
        }
        in.done();
        return new FixedAnswer(at, status, body, type);
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("path", at.text());
        fields.put("status", status);
        fields.put("body", body);
        fields.put("content_type", contentType);
        return fields;
    }
}

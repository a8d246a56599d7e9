package dev.sluice.core.site;

import dev.sluice.core.rule.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends clients elsewhere.
 *
 * @param from the paths that are sent
 * @param to a path, or a URL whose authority no client can change; {@link Placeholder#REST} stands for what is behind the
 *     pattern's path. The query goes along where this has none of its own
 * @param status 301, 302, 303, 307 or 308 (RFC 9110 15.4)
 */
public record Redirect(PathPattern from, Template to, int status) {

    private static final int USUAL = 302;
    private static final Set<Integer> STATUSES = Set.of(301, USUAL, 303, 307, 308);
    private static final String EXPECTED =
            "a path, or a URL such as https://{host}/new{rest}, with placeholders behind its host alone";

    /** What follows the host begins so that it cannot make another host of it. */
    private static final Pattern TARGET = Pattern.compile(
            "/.*|(?:https?|\\{scheme\\})://(?:\\{host\\}|[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::\\d{1,5})?(?:[/?].*|\\{path\\}.*)?");

    static Redirect read(Fields in) {
        PathPattern from = PathPattern.read(in);
        in.require("to", EXPECTED);
        String text = in.text("to", "/", "/");
        if (!TARGET.matcher(text).matches()) {
            in.problem("to", text, EXPECTED);
        }
        int status = in.integer("status", USUAL, USUAL);
        if (!STATUSES.contains(status)) {
            in.problem("status", status, "301, 302, 303, 307 or 308");
        }
        Template to = Template.read(text, "to", in, Set.of(Placeholder.values()));
        in.done();
        return new Redirect(from, to, status);
    }

    Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("path", from.text());
        fields.put("to", to.text());
        fields.put("status", status);
        return fields;
    }
}

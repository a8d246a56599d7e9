package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a route does to header fields.
 *
 * @param request to those that upstreams get
 * @param response to those that clients get, whoever answers
 * @param security whether answers get the usual security fields where they lack them: {@code X-Content-Type-Options},
 *     {@code X-Frame-Options} and {@code Referrer-Policy}, and lose {@code Server} and {@code X-Powered-By}
 */
public record HeaderRules(HeaderEdits request, HeaderEdits response, boolean security) implements Feature {

    static HeaderRules read(Fields in) {
        return new HeaderRules(
                HeaderEdits.read(in.nested("request"), true),
                HeaderEdits.read(in.nested("response"), false),
                in.flag("security", false, false));
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("request", request.written());
        fields.put("response", response.written());
        fields.put("security", security);
        return fields;
    }
}

package dev.sluice.proxy.access;

import dev.sluice.core.site.ForwardAuth;
import dev.sluice.proxy.header.HopByHop;
import dev.sluice.proxy.header.RequestHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a question about a request: the client's own, and what it asked for in {@code X-Forwarded-*}. Left out is what
 * belongs to a connection, to a body, or to a copy of what is asked for, since the question has none of them.
 */
final class QuestionFields {

    private static final Set<String> LEFT_OUT = Set.of(
            "accept-ranges",
            "content-encoding",
            "content-language",
            "content-length",
            "content-location",
            "content-range",
            "content-type",
            "expect",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "range",
            "trailer");

    private QuestionFields() {}

    /**
     * What is known of the request beyond its fields.
     *
     * @param client the client's address after trusted proxies
     * @param uri path and query
     */
    record Facts(String client, String scheme, String method, String host, String uri) {}

    static MultiMap of(MultiMap received, Facts facts, ForwardAuth service) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        HopByHop.Named named = HopByHop.named(received);
        for (Map.Entry<String, String> field : received) {
            String name = field.getKey();
            if (!HopByHop.isFixed(name)
                    && !RequestHead.isOurs(name)
                    && !LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))
                    && service.copyHeaders().stream().noneMatch(copied -> RequestHead.isSame(name, copied))
                    && (named == null || !named.drops(name))) {
                fields.add(name, field.getValue());
            }
        }
        List<String> crumbs = fields.getAll(HttpHeaders.COOKIE);
        if (crumbs.size() > 1) {
            fields.set(HttpHeaders.COOKIE, String.join("; ", crumbs)); // RFC 9113 8.2.3
        }
        return fields.set("x-forwarded-for", facts.client())
                .set("x-forwarded-proto", facts.scheme())
                .set("x-forwarded-method", facts.method())
                .set("x-forwarded-host", facts.host())
                .set("x-forwarded-uri", facts.uri());
    }
}

package dev.sluice.core.site;

import dev.sluice.core.model.Feature;
import dev.sluice.core.rule.DurationText;
import dev.sluice.core.rule.Fields;
import dev.sluice.core.rule.ServiceAuthorities;
import dev.sluice.core.rule.ServiceUrl;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where copies of a share of a route's requests go. What comes back is thrown away.
 *
 * @param url http or https, host and port; copies ask it for what the request asks for
 * @param percent of the requests that might be copied, 0 to 100
 * @param methods of requests that are copied, in capitals
 * @param maxInFlight how many copies at a time, over all event loops; beyond that requests are not copied
 * @param maxBodyBytes a request with a longer body is not copied
 * @param timeout how long a body may take to come, and then the copy from the dial to the last byte of its answer
 * @param authorities who vouches for its certificate, in PEM; null is whoever Java trusts here; only if it is https
 */
public record Mirror(
        URI url,
        int percent,
        List<String> methods,
        int maxInFlight,
        int maxBodyBytes,
        Duration timeout,
        @Nullable String authorities)
        implements Feature {

    /** The percent of everything. */
    public static final int WHOLE = 100;

    /** So much the bodies of one route's copies may take in memory. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    /** Without side effects (RFC 9110 9.2.1). */
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    private static final Set<String> REFUSED = Set.of("CONNECT", "TRACE", "PRI");
    private static final Pattern METHOD = Pattern.compile("[A-Z0-9!#$%&'*+.^_`|~-]{1,40}");
    private static final int MOST_METHODS = 20;
    private static final int USUAL_IN_FLIGHT = 32;
    private static final int MOST_IN_FLIGHT = 256;
    private static final int USUAL_BODY = 64 * 1024;
    private static final int LARGEST_BODY = 1024 * 1024;
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final URI NOWHERE = URI.create("http://nowhere.invalid");

    public Mirror {
        methods = List.copyOf(methods);
    }

    static Mirror read(Fields in) {
        URI url = url(in);
        int percent = in.integer("percent", WHOLE, WHOLE);
        if (percent < 0 || percent > WHOLE) {
            in.problem("percent", percent, "from 0 to " + WHOLE);
        }
        List<String> methods = in.texts("methods");
        int inFlight = in.integer("max_in_flight", USUAL_IN_FLIGHT, USUAL_IN_FLIGHT);
        int body = in.integer("max_body_bytes", USUAL_BODY, USUAL_BODY);
        if (inFlight < 1 || inFlight > MOST_IN_FLIGHT) {
            in.problem("max_in_flight", inFlight, "from 1 to " + MOST_IN_FLIGHT);
        } else if (body < 0 || body > LARGEST_BODY) {
            in.problem("max_body_bytes", body, "bytes from 0 to " + LARGEST_BODY);
        } else if ((long) inFlight * body > MOST_BYTES) {
            in.problem(
                    "max_body_bytes",
                    body,
                    "at most " + MOST_BYTES / inFlight + " with max_in_flight " + inFlight + ", for all take memory");
        }
        Duration timeout = in.duration("timeout", USUAL_TIMEOUT, USUAL_TIMEOUT);
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            in.problem("timeout", DurationText.format(timeout), "a duration from 100ms to 1m");
        }
        String authorities = ServiceAuthorities.read(in, ServiceUrl.isTls(url) || url.equals(NOWHERE));
        return new Mirror(
                url, percent, in.named("methods") ? checked(methods, in) : SAFE, inFlight, body, timeout, authorities);
    }

    private static URI url(Fields in) {
        in.require("url", ServiceUrl.EXPECTED_ORIGIN);
        String text = in.optionalText("url", null);
        URI url = text == null ? null : ServiceUrl.origin(text);
        if (text != null && url == null) {
            in.problem("url", ServiceUrl.shown(text), ServiceUrl.EXPECTED_ORIGIN);
        }
        return url == null ? NOWHERE : url;
    }

    private static List<String> checked(List<String> methods, Fields in) {
        if (methods.isEmpty() || methods.size() > MOST_METHODS) {
            in.problem("methods", methods.size() + " methods", "from 1 to " + MOST_METHODS + ", or null for " + SAFE);
        }
        for (int i = 0; i < methods.size(); i++) {
            String method = methods.get(i);
            if (!METHOD.matcher(method).matches() || REFUSED.contains(method)) {
                in.problem("methods[" + i + "]", method, "a method in capitals, none of CONNECT, TRACE and PRI");
            }
        }
        return methods.stream().distinct().sorted().toList();
    }

    /** Where it listens. */
    public int port() {
        return ServiceUrl.port(url);
    }

    @Override
    public Map<String, @Nullable Object> written() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("url", url.toString());
        fields.put("percent", percent);
        fields.put("methods", methods);
        fields.put("max_in_flight", maxInFlight);
        fields.put("max_body_bytes", maxBodyBytes);
        fields.put("timeout", DurationText.format(timeout));
        fields.put(ServiceAuthorities.FIELD, authorities);
        return fields;
    }
}

package dev.sluice.benchmark;

import dev.sluice.core.model.Route;
import dev.sluice.core.model.RouteType;
import dev.sluice.core.model.Site;
import dev.sluice.core.model.Stamp;
import dev.sluice.core.model.Target;
import dev.sluice.core.site.SiteFields;
import dev.sluice.proxy.header.ClientIdentity;
import dev.sluice.proxy.header.RequestHead;
import dev.sluice.proxy.header.ResponseHead;
import dev.sluice.proxy.header.TrustedProxies;
import dev.sluice.proxy.header.Via;
import dev.sluice.proxy.limit.RateLimits;
import dev.sluice.proxy.site.SitePlan;
import dev.sluice.proxy.site.Sites;
import dev.sluice.proxy.site.Visit;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to write the fields that an upstream and then a client get, on routes with and without header rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
public class HeaderFields {

    private static final String HOST = "app.example";
    private static final String CLIENT = "192.0.2.17";
    private static final byte[] ADDRESS = {(byte) 192, 0, 2, 17};
    private static final String REQUEST_ID = "5f2b7c3a9d1e4f60";
    private static final CharSequence VIA = Via.mark(HttpVersion.HTTP_1_1);

    /** What the route says of fields. */
    public enum Rules {
        /** Nothing: it has no features at all. */
        NONE(Map.of()),
        /** Two set, one of them filled in, and one removed, each way. */
        SEVERAL(Map.of(
                "request",
                Map.of(
                        "set",
                        Map.of("x-tenant", "blue", "x-client", "{client_ip} {request_id}"),
                        "remove",
                        List.of("cookie")),
                "response",
                Map.of(
                        "set",
                        Map.of("cache-control", "no-store", "x-served-for", "{host}"),
                        "remove",
                        List.of("server")))),
        /** The usual fields of security, and no others. */
        SECURITY(Map.of("security", true));

        private final Site site;

        Rules(Map<String, Object> rules) {
            site = rules.isEmpty() ? Site.PLAIN : SiteFields.read(Map.of("headers", rules));
        }
    }

    @Param
    Rules rules;

    private final MultiMap received = HttpHeaders.headers()
            .add("Host", HOST)
            .add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .add("Accept-Language", "en,de;q=0.5")
            .add("Accept-Encoding", "gzip, deflate, br, zstd")
            .add("Cookie", "session=0123456789abcdef0123456789abcdef")
            .add("Connection", "keep-alive");

    private final MultiMap answered = HttpHeaders.headers()
            .add("Server", "nginx")
            .add("Date", "Mon, 30 Nov 2026 10:00:00 GMT")
            .add("Content-Type", "text/html; charset=utf-8")
            .add("Content-Length", "1024")
            .add("ETag", "\"5f2b7c3a-400\"");

    private RequestHead.Facts facts;
    private SitePlan plan;

    @Setup
    public void make() {
        ClientIdentity identity = new ClientIdentity(new TrustedProxies(List.of()), ADDRESS);
        facts = new RequestHead.Facts(identity, CLIENT, HOST, "https", REQUEST_ID, VIA);
        Target target = new Target.Regular(1, null);
        Route route = new Route(
                1,
                HOST,
                "/",
                "",
                true,
                RouteType.HTTP,
                target,
                false,
                true,
                true,
                null,
                null,
                null,
                null,
                rules.site,
                null,
                Stamp.created(Instant.EPOCH, 1));
        // Nobody is asked who they are on this route, so there is nobody to ask.
        plan = rules.site.isPlain() ? null : new Sites(null, new RateLimits()).of(route);
    }

    @Benchmark
    public MultiMap bothWays() {
        Visit visit = plan == null ? null : new Visit(plan, null, origin()); // no rule here wants the method
        MultiMap request = HttpHeaders.headers();
        RequestHead.write(received, request, facts);
        if (visit != null) {
            visit.writeRequest(request);
        }
        MultiMap answer = HttpHeaders.headers();
        ResponseHead.write(answered, answer, REQUEST_ID, VIA);
        if (visit != null) {
            visit.writeResponse(answer);
        }
        return request.size() > answer.size() ? request : answer;
    }

    private static Visit.Origin origin() {
        return new Visit.Origin(CLIENT, ADDRESS, "https", HOST, "/index.html", "/index.html", REQUEST_ID);
    }
}

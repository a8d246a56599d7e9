package dev.sluice.observe;

import dev.sluice.core.port.FinishedRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finished requests for tests. */
final class Requests {

    private Requests() {}

    static FinishedRequest request(String id) {
        return request(id, "/", "app.example", "curl/8");
    }

    static FinishedRequest request(String id, String target, String host, @Nullable String userAgent) {
        return of(id, target, host, userAgent, 200, 7, 3, TimeUnit.MILLISECONDS.toNanos(3));
    }

    static FinishedRequest answered(int status, long route, long peer, long upstreamMillis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(upstreamMillis);
        return of("id", "/", "app.example", null, status, route, peer, upstreamMillis < 0 ? -1 : nanos);
    }

    private static FinishedRequest of(
            String id,
            String target,
            String host,
            @Nullable String userAgent,
            int status,
            long route,
            long peer,
            long upstreamNanos) {
        return new FinishedRequest(
                1_763_830_000_005L,
                id,
                "192.0.2.7",
                "GET",
                "http",
                host,
                target,
                "HTTP/1.1",
                status,
                0,
                5,
                4_000_600,
                upstreamNanos,
                route,
                peer,
                1,
                false,
                null,
                userAgent);
    }
}

package dev.sluice.proxy.http;

import dev.sluice.core.balance.Upstream;
import dev.sluice.core.failover.FirstAnswer;
import dev.sluice.core.port.FinishedRequest;
import dev.sluice.proxy.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What will be told of one request when it is over, as it becomes known. */
final class RequestTrace {

    static final int CLIENT_LEFT = 499;

    private final long startedMillis = System.currentTimeMillis();
    private final long startedNanos = System.nanoTime();
    String requestId = "";
    String client = "";
    String host = "";
    long routeId;
    long bytesOut;
    long upstreamNanos = -1;
    /** Status that went out, 0 as long as none did. */
    int status;

    boolean rescued;

    /** The upstream's answer has begun, which may be the first good one since a pivot. */
    void answered(long sentNanos, int answer, @Nullable FirstAnswer firstAnswer) {
        long now = System.nanoTime();
        upstreamNanos = now - sentNanos;
        if (firstAnswer != null && answer < 500 && !firstAnswer.isAnswered()) {
            firstAnswer.note(now);
        }
    }

    FinishedRequest finished(
            HttpServerRequest request,
            String scheme,
            @Nullable Upload upload,
            @Nullable Candidates candidates,
            @Nullable Failure failure) {
        Upstream peer = candidates == null ? null : candidates.current();
        return new FinishedRequest(
                startedMillis,
                requestId,
                client,
                request.method().name(),
                scheme,
                host,
                request.uri() == null ? "" : request.uri(), // CONNECT has none in HTTP/2
                version(request.version()),
                status == 0 ? CLIENT_LEFT : status,
                upload == null ? 0 : upload.bytes(),
                bytesOut,
                System.nanoTime() - startedNanos,
                upstreamNanos,
                routeId,
                peer == null ? 0 : peer.peerId(),
                candidates == null ? 0 : candidates.tried(),
                rescued,
                failure == null ? null : failure.code(),
                request.getHeader(HttpHeaders.USER_AGENT));
    }

    private static String version(@Nullable HttpVersion version) {
        if (version == null) {
            return "-";
        }
        return switch (version) {
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_2 -> "HTTP/2";
        };
    }
}

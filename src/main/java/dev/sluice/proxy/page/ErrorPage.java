package dev.sluice.proxy.page;

import dev.sluice.proxy.Failure;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * The answer to a request that failed: one sentence and the request's id; problem+json (RFC 9457) for a client that asks
 * for JSON. It tells nothing about upstreams.
 */
public final class ErrorPage {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** The type of {@link #problem}. */
    public static final String PROBLEM = "application/problem+json";

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private ErrorPage() {}

    /**
     * Writes status and fields of the answer to that failure; nothing is sent yet.
     *
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerRequest request, Failure failure, String requestId) {
        writeFields(request.response(), failure);
        boolean json = wantsJson(request);
        Buffer body = json ? problem(failure, requestId) : text(failure, requestId);
        return OwnAnswer.prepare(request.response(), failure.status(), requestId, json ? PROBLEM : TEXT, body);
    }

    /** The same for strangers at an agent: the status, and not another word. */
    public static Buffer prepareBare(HttpServerResponse response, Failure failure) {
        response.setStatusCode(failure.status()).putHeader(HttpHeaders.CONTENT_LENGTH, "0");
        return Buffer.buffer();
    }

    /** Writes what a failure says beside its body, whatever that is. */
    static void writeFields(HttpServerResponse response, Failure failure) {
        if (failure == Failure.METHOD_REFUSED) {
            response.putHeader(HttpHeaders.ALLOW, METHODS);
        }
        if (failure.retryable() && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
            response.putHeader(HttpHeaders.RETRY_AFTER, failure == Failure.OUTAGE ? OutagePage.RETRY_SECONDS : "1");
        }
    }

    /** Whether a program asks, which reads JSON rather than a page. */
    public static boolean wantsJson(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null) {
            return false;
        }
        String lower = accept.toLowerCase(Locale.ROOT);
        int json = Math.max(lower.indexOf("application/json"), lower.indexOf("application/problem+json"));
        int text = lower.indexOf("text/");
        return json >= 0 && (text < 0 || json < text);
    }

    private static Buffer text(Failure failure, String requestId) {
        return Buffer.buffer(failure.status() + " " + failure.code() + "\n" + failure.sentence() + "\nrequest id: "
                + requestId + "\n");
    }

    private static Buffer problem(Failure failure, String requestId) {
        return problem(failure.status(), failure.code(), failure.sentence(), requestId);
    }

    /** The body for a program (RFC 9457). */
    public static Buffer problem(int status, String code, String detail, String requestId) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .put("request_id", requestId)
                .toBuffer();
    }
}

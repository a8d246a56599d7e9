package dev.sluice.proxy.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The 503 that a route's visitors see while none of its peers can be reached: the operator's own words, or ours. */
public final class OutagePage {

    static final String RETRY_SECONDS = "5";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BUILT_IN =
            "This service cannot be reached at the moment. Please try again in a few seconds.\n";

    private OutagePage() {}

    /**
     * Writes status and fields of the page; nothing is sent yet.
     *
     * @param message the operator's; null for the built-in one
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerResponse response, @Nullable String message, String requestId) {
        String body = message == null ? BUILT_IN : message;
        response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return OwnAnswer.prepare(response, 503, requestId, isHtml(body) ? HTML : TEXT, Buffer.buffer(body));
    }

    /** Whether a message is a page of its own: browsers may then render it. */
    public static boolean isHtml(String message) {
        int at = 0;
        while (at < message.length() && Character.isWhitespace(message.charAt(at))) {
            at++;
        }
        return message.regionMatches(true, at, "<!doctype", 0, 9) || message.regionMatches(true, at, "<html", 0, 5);
    }
}

package dev.sluice.proxy.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The answer that sends a client elsewhere, with the same method and body (308, RFC 9110 15.4.9). */
public final class RedirectPage {

    private static final String TEXT = "text/plain; charset=utf-8";

    private RedirectPage() {}

    /**
     * Writes status and fields of the answer; nothing is sent yet.
     *
     * @param location an absolute URI
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerResponse response, String location, String requestId) {
        response.putHeader(HttpHeaders.LOCATION, location);
        return OwnAnswer.prepare(response, 308, requestId, TEXT, Buffer.buffer(location + "\n"));
    }
}

package dev.sluice.proxy.page;

import dev.sluice.proxy.header.RequestHead;
import dev.sluice.proxy.site.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What every answer of our own has: its length, no guessing of its type, no caching, the request's id. */
public final class OwnAnswer {

    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private static final int NO_CONTENT = 204;

    private OwnAnswer() {}

    /**
     * Writes status and fields of a reply; nothing is sent yet.
     *
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerResponse response, Reply reply, String requestId) {
        response.setStatusCode(reply.status());
        reply.fields().forEach(field -> response.headers().add(field.getKey(), field.getValue()));
        if (reply.status() != NO_CONTENT) { // RFC 9110 8.6
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(reply.body().length()));
        }
        response.putHeader(RequestHead.REQUEST_ID, requestId);
        return reply.body();
    }

    /** Writes status and fields for this body; nothing is sent yet. */
    static Buffer prepare(HttpServerResponse response, int status, String requestId, String type, Buffer body) {
        response.setStatusMessage(HttpResponseStatus.valueOf(status).reasonPhrase());
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(NOSNIFF_NAME, NOSNIFF)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .putHeader(RequestHead.REQUEST_ID, requestId);
        return body;
    }
}

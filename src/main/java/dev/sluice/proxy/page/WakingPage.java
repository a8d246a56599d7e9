package dev.sluice.proxy.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What people see in their browser while a LAN host is being woken: it says so, and asks again by itself. */
public final class WakingPage {

    private static final String SECONDS = "5";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PAGE = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta http-equiv=\"refresh\" content=\"" + SECONDS + "\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>Waking up</title></head>"
            + "<body style=\"font-family:sans-serif;margin:4em auto;max-width:32em\"><h1>Waking up</h1>"
            + "<p>The machine with this service was asleep and is being woken. This page asks again every "
            + SECONDS + " seconds.</p></body></html>\n";

    private WakingPage() {}

    /**
     * Writes status and fields of the page; nothing is sent yet.
     *
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerResponse response, String requestId) {
        response.putHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        return OwnAnswer.prepare(response, 503, requestId, HTML, Buffer.buffer(PAGE));
    }
}

package dev.sluice.proxy.http;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/** The words beside an answer's status (RFC 9112 4). */
final class Reason {

    private Reason() {}

    /** A reason of its own passes; not with 304, whose framing Vert.x decides by the status object's identity. */
    static void pass(HttpClientResponse source, HttpServerResponse sink) {
        String reason = source.statusMessage();
        if (reason == null || source.statusCode() == 304 || reason.equals(sink.getStatusMessage())) {
            return;
        }
        for (int i = 0; i < reason.length(); i++) {
            char c = reason.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return;
            }
        }
        sink.setStatusMessage(reason);
    }
}

package dev.sluice.proxy.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The answer to a certificate authority's question: a key authorization as it is (RFC 8555 section 8.3). */
public final class ChallengePage {

    private static final String TYPE = "application/octet-stream";

    private ChallengePage() {}

    /**
     * Writes status and fields of the answer; nothing is sent yet.
     *
     * @return the body to end the response with
     */
    public static Buffer prepare(HttpServerResponse response, String answer, String requestId) {
        return OwnAnswer.prepare(response, 200, requestId, TYPE, Buffer.buffer(answer));
    }
}

package dev.sluice.proxy.http;

import dev.sluice.proxy.Failure;
import dev.sluice.proxy.header.GatewayError;
import dev.sluice.proxy.page.ErrorPage;
import dev.sluice.proxy.page.WakingPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** An agent's own answers: its front door learns what is wrong, strangers learn nothing. */
final class AgentAnswer {

    private AgentAnswer() {}

    /** Writes status and fields of the answer to that failure; the body to end it with. */
    static Buffer prepare(ClientChannel client, HttpServerRequest request, Failure failure, String requestId) {
        if (!client.isAdmitted() && !client.identity().isTrusted()) {
            return ErrorPage.prepareBare(request.response(), failure);
        }
        Buffer body = failure == Failure.WAKING
                ? WakingPage.prepare(request.response(), requestId)
                : ErrorPage.prepare(request, failure, requestId);
        GatewayError error = GatewayError.of(failure);
        if (error != null) {
            request.response().headers().set(GatewayError.FIELD, error.word());
        }
        return body;
    }
}

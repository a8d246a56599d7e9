package dev.sluice.proxy.http;

import dev.sluice.core.site.StatusPage;
import dev.sluice.proxy.header.GatewayError;
import dev.sluice.proxy.site.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of an upstream's that the operator's page stands in for: an application's where the page says so, an agent's own always. */
final class UpstreamFailure {

    /** From which status on an answer may be one. */
    static final int FIRST = 500;

    private static final int WAKING = 503;

    private UpstreamFailure() {}

    /** What the client gets in its place; null if it gets the answer. */
    static @Nullable Reply replaced(Attempt from, HttpClientResponse answer, FailureAnswer own) {
        int status = answer.statusCode();
        StatusPage page = own.page(status);
        if (page == null || !page.replacesUpstream() && !isAgents(from, answer)) {
            return null;
        }
        String retry = answer.getHeader(HttpHeaders.RETRY_AFTER);
        return new Reply(
                status,
                retry == null ? List.of() : List.of(Map.entry("retry-after", retry)),
                Buffer.buffer(),
                HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    private static boolean isAgents(Attempt from, HttpClientResponse answer) {
        if (!from.upstream().isAgent() || answer.statusCode() == WAKING) {
            return false; // the page of a host that is being woken asks again by itself
        }
        GatewayError error = GatewayError.in(answer.statusCode(), answer.headers());
        return error != null && error.isOfLan();
    }
}

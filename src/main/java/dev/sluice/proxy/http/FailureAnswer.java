package dev.sluice.proxy.http;

import dev.sluice.core.RoutePlan;
import dev.sluice.core.site.StatusPage;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.page.ErrorPage;
import dev.sluice.proxy.page.OutagePage;
import dev.sluice.proxy.site.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our own answers, in whose words they are: the operator's page that is nearest to the request, else ours. Event loop. */
final class FailureAnswer {

    private final LoopScope loop;
    private final HttpServerRequest request;
    private final RequestTrace trace;
    private final @Nullable RoutePlan plan;

    /**
     * The answer to one request.
     *
     * @param plan of its route; null if none was found
     */
    FailureAnswer(LoopScope loop, HttpServerRequest request, RequestTrace trace, @Nullable RoutePlan plan) {
        this.loop = loop;
        this.request = request;
        this.trace = trace;
        this.plan = plan;
    }

    /** Writes status and fields of the answer to that failure; the body to end it with. */
    Buffer prepare(Failure failure, ClientChannel client) {
        String message = failure == Failure.OUTAGE && plan != null ? plan.outageMessage() : null;
        StatusPage page = message == null ? page(failure.status()) : nearPage(failure.status());
        if (page != null) {
            return loop.pages().prepare(request.response(), page, failure, trace.requestId, trace.host);
        }
        if (failure == Failure.OUTAGE && (message != null || !ErrorPage.wantsJson(request))) {
            return OutagePage.prepare(request.response(), message, trace.requestId);
        }
        return loop.isAgent()
                ? AgentAnswer.prepare(client, request, failure, trace.requestId)
                : ErrorPage.prepare(request, failure, trace.requestId);
    }

    /** The body of that reply where a page stands in for it; null if none does. */
    @Nullable
    Buffer standIn(Reply reply) {
        StatusPage page = reply.reason() == null ? null : page(reply.status());
        return page == null
                ? null
                : loop.pages()
                        .prepare(
                                request.response(),
                                page,
                                reply,
                                Objects.requireNonNull(reply.reason()),
                                trace.requestId,
                                trace.host);
    }

    /** The operator's page for that status; null if there is none, or if a program asks. */
    @Nullable
    StatusPage page(int status) {
        StatusPage near = nearPage(status);
        return near == null && !ErrorPage.wantsJson(request)
                ? loop.table().pages().of(status)
                : near;
    }

    private @Nullable StatusPage nearPage(int status) {
        return plan == null || ErrorPage.wantsJson(request)
                ? null
                : plan.pages().of(status);
    }
}

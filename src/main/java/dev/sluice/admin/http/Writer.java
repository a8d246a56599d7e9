package dev.sluice.admin.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers. */
public final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private Writer() {}

    /** Sends it, unless an answer went out already or nobody waits for one. */
    public static void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 204) {
            response.end();
            return;
        }
        response.putHeader("Content-Type", answer.type());
        response.end(answer.body());
    }

    /** Says what the failure means to the caller; the log has one that is ours. */
    public static void fail(RoutingContext context, Throwable failure) {
        ApiProblem problem = ApiProblem.of(failure);
        if (problem.status() == 500) {
            LOG.error(
                    "{} {} failed",
                    context.request().method(),
                    context.request().path(),
                    failure);
        }
        send(context, problem.answer());
    }
}

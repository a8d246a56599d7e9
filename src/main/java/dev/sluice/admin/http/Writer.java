package dev.sluice.admin.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.zip.Deflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers. */
public final class Writer {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /** Shorter ones are not worth it. */
    private static final int LEAST_TO_ZIP = 8 * 1024;

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
        if (!isWorthZipping(answer)) {
            response.end(answer.body());
            return;
        }
        response.putHeader("Vary", "Accept-Encoding");
        if (Accepted.gzip(context.request().headers())) {
            zip(context, answer);
        } else {
            response.end(answer.body());
        }
    }

    /** What has an ETag goes as it is: that stands for one form of it, byte by byte (RFC 9110 8.8.1). */
    private static boolean isWorthZipping(Answer answer) {
        return answer.status() == 200
                && answer.body().length() >= LEAST_TO_ZIP
                && answer.type().equals(Answer.JSON)
                && answer.headers().isEmpty();
    }

    /** Long lists take a moment, which is no event loop's. */
    private static void zip(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        context.vertx()
                .executeBlocking(() -> Gzip.of(answer.body().getBytes(), Deflater.BEST_SPEED), false)
                .onSuccess(zipped -> {
                    if (!response.ended() && !response.closed()) {
                        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                        response.end(zipped);
                    }
                })
                .onFailure(failure -> fail(context, failure));
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

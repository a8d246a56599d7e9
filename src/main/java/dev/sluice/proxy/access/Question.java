package dev.sluice.proxy.access;

import dev.sluice.core.site.ForwardAuth;
import dev.sluice.proxy.Failure;
import dev.sluice.proxy.ServiceClient;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question to another service, whether a request may come in. It takes no longer than the route's timeout, from the dial
 * to the last byte of a refusal. All of it happens on one event loop.
 */
final class Question {

    /** The longest body of a refusal that is passed on, and the most that is read of a consent to keep its connection. */
    static final int LONGEST_BODY = 64 * 1024;

    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final ServiceClient client;
    private final ForwardAuth service;
    private final MultiMap fields;
    private final Consumer<Opinion> then;
    private final long timer;
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean again;
    private boolean over;

    private Question(Vertx vertx, ServiceClient client, ForwardAuth service, MultiMap fields, Consumer<Opinion> then) {
        this.vertx = vertx;
        this.client = client;
        this.service = service;
        this.fields = fields;
        this.then = then;
        this.timer = vertx.setTimer(service.timeout().toMillis(), id -> fail(Failure.AUTH_TIMEOUT));
    }

    /**
     * Asks.
     *
     * @param fields of the question
     * @param then told once, unless the question is given up before; on this event loop
     */
    static Question ask(
            Vertx vertx, ServiceClient client, ForwardAuth service, MultiMap fields, Consumer<Opinion> then) {
        Question question = new Question(vertx, client, service, fields, then);
        question.send();
        return question;
    }

    /** Nobody waits for the answer any more. */
    void giveUp() {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            reset();
        }
    }

    private void send() {
        String path = service.url().getRawPath();
        String query = service.url().getRawQuery();
        RequestOptions to = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setURI((path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
        client.request(service.url(), service.authorities(), to).onComplete(made -> {
            if (made.failed()) {
                unsent(made.cause());
            } else if (over) {
                made.result().reset();
            } else {
                send(made.result());
            }
        });
    }

    private void unsent(Throwable failure) {
        fail(failure instanceof ConnectionPoolTooBusyException ? Failure.AUTH_BUSY : Failure.AUTH_UNREACHABLE);
    }

    private void send(HttpClientRequest made) {
        request = made;
        made.headers().addAll(fields);
        made.exceptionHandler(failure -> {}); // the answer's future tells the same
        made.send().onComplete(answered -> {
            if (over) {
                return;
            }
            if (answered.succeeded()) {
                take(answered.result());
            } else if (isCut(answered.cause()) && !again) {
                again = true; // the connection was closing while the question went into it
                request = null;
                send();
            } else {
                fail(Failure.AUTH_INVALID);
            }
        });
    }

    private static boolean isCut(Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof IOException;
    }

    private void take(HttpClientResponse answer) {
        int status = answer.statusCode();
        answer.exceptionHandler(failure -> fail(Failure.AUTH_INVALID));
        if (status < 200 || status > 599 || status == NOT_MODIFIED) { // nothing was asked on a condition
            fail(Failure.AUTH_INVALID);
        } else if (status < 300) {
            drain(answer);
            end(new Opinion.Consent(answer.headers()));
        } else {
            answer.handler(this::add);
            answer.endHandler(v -> end(new Opinion.Refusal(status, answer.headers(), body)));
        }
    }

    private void add(Buffer bytes) {
        if (body.length() + bytes.length() > LONGEST_BODY) {
            fail(Failure.AUTH_INVALID);
        } else if (!over) {
            body.appendBuffer(bytes);
        }
    }

    /** Nobody reads a consent's body, but its end lets the connection be used again. */
    private void drain(HttpClientResponse answer) {
        answer.exceptionHandler(failure -> {});
        answer.handler(bytes -> {
            if (body.length() + bytes.length() > LONGEST_BODY) {
                reset();
            } else {
                body.appendBuffer(bytes);
            }
        });
    }

    private void fail(Failure why) {
        if (!over) {
            end(new Opinion.None(why));
            reset();
        }
    }

    private void end(Opinion opinion) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            then.accept(opinion);
        }
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }
}

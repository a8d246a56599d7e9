package dev.sluice.webhook;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks on a real socket, which answers as it is told to. */
final class Receiver {

    /** No answer at all. */
    static final int SILENCE = 0;

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile int status;

    /** One message, with what it was answered. */
    record Heard(int status, MultiMap headers, Buffer body) {

        String uid() {
            return headers.get("Sluice-Webhook-Id");
        }
    }

    Receiver(Vertx vertx, int status) {
        this.status = status;
        this.server = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    int answered = this.status;
                    heard.add(new Heard(
                            answered, MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body));
                    if (answered != SILENCE) {
                        request.response().setStatusCode(answered).end();
                    }
                }))
                .listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/in";
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    List<String> uids() {
        return heard.stream().map(Heard::uid).toList();
    }

    /** Those that it said it has. */
    List<String> taken() {
        return heard.stream()
                .filter(one -> one.status() / 100 == 2)
                .map(Heard::uid)
                .toList();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}

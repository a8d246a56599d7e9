package dev.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Live requests at a steady pace, whatever becomes of the ones before, with a count of what came of them. */
final class Callers {

    private static final int EVERY_MS = 5;
    private static final int PATIENCE_MS = 10_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions request;
    private long timer = -1;

    private long sent;
    private long answered;
    private long failed;
    private long slowestNanos;

    /** What became of the requests of one phase. */
    record Count(long answered, long failed, long slowestMs) {}

    Callers(Vertx vertx, int frontDoorPort, String host) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(PATIENCE_MS), new PoolOptions().setHttp1MaxSize(64));
        this.request = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(frontDoorPort, "127.0.0.1"))
                .setHost(host)
                .setPort(80)
                .setURI("/")
                .setIdleTimeout(PATIENCE_MS);
    }

    /** Requests per second. */
    int pace() {
        return 1_000 / EVERY_MS;
    }

    void start() {
        timer = vertx.setPeriodic(EVERY_MS, id -> call());
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void call() {
        long begun = System.nanoTime();
        synchronized (this) {
            sent++;
        }
        client.request(request)
                .compose(r -> r.send())
                .compose(answer -> answer.end().map(answer))
                .onComplete(done -> count(done.succeeded() ? done.result() : null, System.nanoTime() - begun));
    }

    private synchronized void count(@Nullable HttpClientResponse answer, long nanos) {
        slowestNanos = Math.max(slowestNanos, nanos);
        if (answer != null && answer.statusCode() == 200) {
            answered++;
        } else {
            failed++;
        }
    }

    /** Requests that nothing came of yet. */
    synchronized long waiting() {
        return sent - answered - failed;
    }

    /** What was counted since the last time, which starts over. */
    synchronized Count take() {
        Count count = new Count(answered, failed, slowestNanos / 1_000_000);
        sent -= answered + failed;
        answered = 0;
        failed = 0;
        slowestNanos = 0;
        return count;
    }
}

package dev.sluice;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Some clients of a {@link Rehearsal}, who ask again as soon as they are answered, until it is over. Every other request is
 * the last on its connection, since it is new connections that a failover needs many of.
 */
final class RehearsalCaller extends VerticleBase {

    static final String PATH = "/rehearsal";

    private static final int CLIENTS = 8;
    private static final int ONE_POST_IN = 10;
    private static final int ONE_LAST_IN = 2;
    private static final int PATIENCE_MS = 1_000;
    private static final long PAUSE_MS = 5;

    private final int port;
    private final BooleanSupplier over;
    private HttpClient client;

    /**
     * Clients of the front door on that port.
     *
     * @param over whether nobody is to ask any more; true before it is undeployed
     */
    @SuppressWarnings("NullAway.Init")
    RehearsalCaller(int port, BooleanSupplier over) {
        this.port = port;
        this.over = over;
    }

    @Override
    public Future<?> start() {
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(PATIENCE_MS), new PoolOptions().setHttp1MaxSize(CLIENTS));
        for (int i = 0; i < CLIENTS; i++) {
            ask(i);
        }
        return Future.succeededFuture();
    }

    private void ask(long number) {
        if (over.getAsBoolean()) {
            return;
        }
        boolean post = number % ONE_POST_IN == 0;
        RequestOptions options = new RequestOptions()
                .setMethod(post ? HttpMethod.POST : HttpMethod.GET)
                .setHost(RehearsalSite.HOST)
                .setPort(port)
                .setURI(PATH)
                .setIdleTimeout(PATIENCE_MS)
                .putHeader("Host", RehearsalSite.DOMAIN);
        if (number % ONE_LAST_IN == 0) {
            options.putHeader("Connection", "close");
        }
        client.request(options)
                .compose(request -> post ? request.send(Buffer.buffer(PATH)) : request.send())
                .compose(HttpClientResponse::body)
                .onComplete(done -> {
                    if (done.succeeded()) {
                        ask(number + 1);
                    } else {
                        vertx.setTimer(PAUSE_MS, id -> ask(number + 1));
                    }
                });
    }

    @Override
    public Future<?> stop() {
        return client.shutdown(0, TimeUnit.SECONDS);
    }
}

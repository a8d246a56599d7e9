package dev.sluice.testing;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver of webhooks on a real socket, which answers as it is told to. */
public final class WebhookReceiver {

    /** No answer at all. */
    public static final int SILENCE = 0;

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final boolean tls;
    private volatile int status;
    private volatile String location = "/elsewhere";

    /** One message, with what it was answered. */
    public record Heard(int status, MultiMap headers, Buffer body) {

        public String uid() {
            return headers.get("Sluice-Webhook-Id");
        }
    }

    public WebhookReceiver(Vertx vertx, int status) {
        this(vertx, "127.0.0.1", 0, status);
    }

    public WebhookReceiver(Vertx vertx, String address, int port, int status) {
        this(vertx, new HttpServerOptions(), address, port, status);
    }

    /** One that speaks TLS, with this certificate. */
    public WebhookReceiver(Vertx vertx, TestCertificate certificate) {
        this(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertValue(Buffer.buffer(certificate.chainPem()))
                                .addKeyValue(Buffer.buffer(certificate.keyPem()))),
                "127.0.0.1",
                0,
                200);
    }

    private WebhookReceiver(Vertx vertx, HttpServerOptions options, String address, int port, int status) {
        this.status = status;
        this.tls = options.isSsl();
        this.server = await(vertx.createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> {
                    int answered = this.status;
                    heard.add(new Heard(
                            answered, MultiMap.caseInsensitiveMultiMap().addAll(request.headers()), body));
                    if (answered != SILENCE) {
                        request.response()
                                .setStatusCode(answered)
                                .putHeader("Location", location)
                                .end();
                    }
                }))
                .listen(port, address));
    }

    /** From now on it answers so. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** Where a redirect leads. */
    public void lead(String url) {
        location = url;
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return url("127.0.0.1");
    }

    /** By another name. */
    public String url(String host) {
        return (tls ? "https://" : "http://") + host + ":" + port() + "/in";
    }

    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    public List<String> uids() {
        return heard.stream().map(Heard::uid).toList();
    }

    /** Those that it said it has. */
    public List<String> taken() {
        return heard.stream()
                .filter(one -> one.status() / 100 == 2)
                .map(Heard::uid)
                .toList();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}

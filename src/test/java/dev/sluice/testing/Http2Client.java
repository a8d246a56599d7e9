package dev.sluice.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests in HTTP/2 on as few connections as the server's limit of streams allows. An event loop of its own. */
final class Http2Client implements LoadClient {

    /** Enough for what is in flight while a peer is silent. */
    static final int MOST_CONNECTIONS = 16;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final HttpClientAgent client;
    private final RequestOptions target;

    Http2Client(int port, String host, String path, boolean tls) {
        HttpClientOptions options =
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        if (tls) {
            options.setSsl(true).setUseAlpn(true).setTrustAll(true).setVerifyHost(false);
        }
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp2MaxSize(MOST_CONNECTIONS));
        this.target = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(host)
                .setPort(port)
                .setURI(path);
    }

    @Override
    public Reply exchange(String method, String uid) throws IOException {
        Future<Reply> reply = client.request(new RequestOptions(target).setMethod(HttpMethod.valueOf(method)))
                .compose(request -> send(request, uid));
        try {
            return reply.toCompletionStage().toCompletableFuture().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("answer: actual none within " + TIMEOUT_MS + " ms, expected one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Future<Reply> send(HttpClientRequest request, String uid) {
        request.putHeader("x-request-uid", uid);
        boolean post = request.getMethod() == HttpMethod.POST;
        return (post ? request.send(Buffer.buffer(uid)) : request.send())
                .compose(response -> response.body().map(body -> {
                    String peer = response.getHeader("x-peer");
                    return new Reply(response.statusCode(), peer == null ? "" : peer);
                }));
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}

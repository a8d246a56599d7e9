package dev.sluice.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;

/** An HTTP client of one event loop for services that are no upstreams: apart from the one for those, and much smaller. */
public final class ServiceClient {

    private static final int HEAD_BYTES = 32 * 1024;

    private ServiceClient() {}

    /**
     * A client whose connections stay on the calling event loop.
     *
     * @param keepAlive how long one may lie idle
     * @param connections to one service at most
     * @param waiting how many requests may wait for one
     */
    public static HttpClient open(Vertx vertx, Duration dial, Duration keepAlive, int connections, int waiting) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(Math.toIntExact(dial.toMillis()))
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) Math.max(1, keepAlive.toSeconds()))
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxRedirects(0)
                .setMaxHeaderSize(HEAD_BYTES)
                .setMaxInitialLineLength(HEAD_BYTES)
                .setVerifyHost(true)
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(connections)
                .setMaxWaitQueueSize(waiting)
                .setCleanerPeriod(1000);
        return vertx.httpClientBuilder().with(options).with(pool).build();
    }
}

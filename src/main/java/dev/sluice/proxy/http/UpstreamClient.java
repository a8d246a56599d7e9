package dev.sluice.proxy.http;

import dev.sluice.proxy.ProxyOptions;
import dev.sluice.proxy.UpstreamLimits;
import dev.sluice.proxy.hop.TlsEngine;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;

/** The HTTP client of one event loop, with no default left that is unsafe for a proxy. */
final class UpstreamClient {

    /** What one stream may have under way to us. */
    private static final int STREAM_WINDOW_BYTES = 256 * 1024;

    private static final int CONNECTION_WINDOW_BYTES = 4 * 1024 * 1024;

    private UpstreamClient() {}

    /** A client whose connections stay on the calling event loop. */
    static HttpClient open(Vertx vertx, ProxyOptions options, PooledLinks links) {
        return open(vertx, options, links, new HttpClientOptions());
    }

    /** The same for connections that begin with a TLS handshake; which, each request says. */
    static HttpClient openTls(Vertx vertx, ProxyOptions options, PooledLinks links) {
        return open(vertx, options, links, new HttpClientOptions().setSslEngineOptions(engine()));
    }

    private static SSLEngineOptions engine() {
        return TlsEngine.best() == SslProvider.JDK ? new JdkSSLEngineOptions() : new OpenSSLEngineOptions();
    }

    private static HttpClient open(Vertx vertx, ProxyOptions options, PooledLinks links, HttpClientOptions client) {
        UpstreamLimits limits = options.upstreams();
        int keepAliveSeconds = (int) Math.max(1, limits.keepAlive().toSeconds());
        client.setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(Math.toIntExact(limits.dial().toMillis()))
                .setKeepAlive(true)
                .setKeepAliveTimeout(keepAliveSeconds)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxRedirects(0)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(Math.max(1, limits.connections() / options.eventLoops()))
                .setMaxWaitQueueSize(limits.waiting())
                .setCleanerPeriod(1000);
        return vertx.httpClientBuilder()
                .with(client)
                .with(pool)
                .withConnectHandler(links::install)
                .build();
    }

    /** A client that speaks HTTP/2 in clear text without asking, and whose connections are pooled by {@link Http2Pool}. */
    static HttpClientAgent openHttp2(Vertx vertx, ProxyOptions options) {
        return openHttp2(vertx, options, new HttpClientOptions());
    }

    /** The same over TLS; whether the server agreed to HTTP/2, each connection tells. */
    static HttpClientAgent openHttp2Tls(Vertx vertx, ProxyOptions options) {
        return openHttp2(
                vertx, options, new HttpClientOptions().setUseAlpn(true).setSslEngineOptions(engine()));
    }

    private static HttpClientAgent openHttp2(Vertx vertx, ProxyOptions options, HttpClientOptions client) {
        return vertx.createHttpClient(client.setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setConnectTimeout(Math.toIntExact(options.upstreams().dial().toMillis()))
                .setInitialSettings(new Http2Settings()
                        .setPushEnabled(false)
                        .setInitialWindowSize(STREAM_WINDOW_BYTES)
                        .setMaxHeaderListSize(options.clients().headBytes()))
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setDecompressionSupported(false)
                .setMaxRedirects(0)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true));
    }
}

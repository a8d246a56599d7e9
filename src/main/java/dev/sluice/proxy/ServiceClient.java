package dev.sluice.proxy;

import dev.sluice.core.rule.ServiceUrl;
import dev.sluice.proxy.hop.ServiceTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client of one event loop for services that are no upstreams: apart from the one for those, and much smaller. Event
 * loop.
 */
public final class ServiceClient {

    private static final int HEAD_BYTES = 32 * 1024;

    private final HttpClient client;
    private final ServiceTls tls;

    private ServiceClient(HttpClient client, ServiceTls tls) {
        this.client = client;
        this.tls = tls;
    }

    /**
     * A client whose connections stay on the calling event loop.
     *
     * @param limits of the dial, the handshake, and how long a connection may lie idle
     * @param connections to one service at most
     * @param waiting how many requests may wait for one
     */
    public static ServiceClient open(Vertx vertx, UpstreamLimits limits, int connections, int waiting) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(Math.toIntExact(limits.dial().toMillis()))
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) Math.max(1, limits.keepAlive().toSeconds()))
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
        return new ServiceClient(
                vertx.httpClientBuilder().with(options).with(pool).build(), new ServiceTls(limits.handshake()));
    }

    /**
     * A request to that service, once there is a connection.
     *
     * @param service http or https; its path counts for nothing
     * @param authorities who vouches for its certificate, in PEM; null is whoever Java trusts here
     * @param asked what is asked for there
     */
    public Future<HttpClientRequest> request(URI service, @Nullable String authorities, RequestOptions asked) {
        String host = service.getHost();
        try {
            asked.setSslOptions(tls.options(authorities));
        } catch (IllegalStateException unusable) {
            return Future.failedFuture(unusable);
        }
        return client.request(asked.setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                .setPort(ServiceUrl.port(service))
                .setSsl(ServiceUrl.isTls(service)));
    }
}

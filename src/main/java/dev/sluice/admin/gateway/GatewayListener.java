package dev.sluice.admin.gateway;

import dev.sluice.core.port.InternalIdentity;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The listener itself: shows the front door's internal certificate and trusts those of the internal authority. All calls and
 * all connections on one event loop.
 */
final class GatewayListener {

    private static final int IDLE_SECONDS = 60;

    private static final int HEAD_LIMIT = 8 * 1024;

    private final Vertx vertx;
    private final Context loop;
    private final GatewayOptions options;
    private final Handler<HttpServerRequest> handler;
    private @Nullable Future<HttpServer> server;

    GatewayListener(Vertx vertx, Context loop, GatewayOptions options, Handler<HttpServerRequest> handler) {
        this.vertx = vertx;
        this.loop = loop;
        this.options = options;
        this.handler = handler;
    }

    /** Opens it if it is not open; the port that it has. Fails with what the system says. */
    Future<Integer> open(InternalIdentity identity) {
        Future<HttpServer> opening = server;
        if (opening == null || opening.failed()) {
            opening = listen(identity);
            server = opening;
        }
        return opening.map(HttpServer::actualPort);
    }

    private Future<HttpServer> listen(InternalIdentity identity) {
        Promise<HttpServer> listening = Promise.promise();
        Crowd crowd = new Crowd(vertx, options.strangersStay());
        // On that very loop: a server belongs to the context on which it begins to listen.
        loop.runOnContext(v -> {
            try {
                vertx.createHttpServer(tls(identity))
                        .connectionHandler(crowd::opened)
                        .requestHandler(handler)
                        .listen(options.port(), options.host())
                        .onComplete(listening);
            } catch (RuntimeException e) {
                listening.fail(e);
            }
        });
        return listening.future();
    }

    /** Of one connection: what is idle for longer than several comments of a stream is dead. */
    private HttpServerOptions tls(InternalIdentity identity) {
        HttpServerOptions listening = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setSslHandshakeTimeout(options.handshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(HEAD_LIMIT)
                .setSsl(true)
                .setUseAlpn(false)
                .setClientAuth(ClientAuth.REQUEST)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(keys(identity))
                .setTrustOptions(trust(identity));
        if (OpenSSLEngineOptions.isAvailable()) {
            listening.setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false));
        }
        return listening;
    }

    private static KeyCertOptions keys(InternalIdentity identity) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity.keys(), new char[0]);
            return KeyCertOptions.wrap(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the front door's own certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustOptions trust(InternalIdentity identity) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(identity.trusted());
            return TrustOptions.wrap(trust.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the internal authority cannot be used: " + e.getMessage(), e);
        }
    }

    /** The port; negative as long as it is not open. */
    int port() {
        Future<HttpServer> opening = server;
        return opening != null && opening.succeeded() ? opening.result().actualPort() : -1;
    }

    Future<Void> close() {
        Future<HttpServer> opening = server;
        return opening == null || opening.failed()
                ? Future.succeededFuture()
                : opening.compose(HttpServer::close, failed -> Future.succeededFuture());
    }
}

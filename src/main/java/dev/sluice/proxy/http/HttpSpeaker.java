package dev.sluice.proxy.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerImpl;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of Vert.x without its listener: it speaks HTTP on connections that were accepted elsewhere. A server that
 * accepts by itself shows a connection only once TLS is agreed or HTTP/2 has begun; until then it would be neither counted
 * nor timed.
 *
 * <p>It rests on internals of Vert.x: the server asks the Vert.x instance for a TCP listener, and gets one that never
 * listens.
 */
final class HttpSpeaker implements Handler<NetSocket> {

    private final Handler<NetSocket> server;

    /**
     * A speaker for connections of the calling event loop.
     *
     * @param options TLS and ALPN there mean that the connection has a TLS handler whose handshake is over
     * @param taken gets each connection once it speaks HTTP
     */
    HttpSpeaker(Vertx vertx, HttpServerOptions options, Handler<HttpConnection> taken) {
        Unlistened unlistened = new Unlistened((VertxInternal) vertx);
        new HttpServerImpl(unlistened, options)
                .connectionHandler(taken)
                .requestHandler(request -> request.connection().close()) // each link takes its own requests
                .exceptionHandler(failure -> {}) // a connection that fails before its first request
                .listen(0, "127.0.0.1");
        Handler<NetSocket> handler = unlistened.handler;
        if (handler == null) {
            throw new IllegalStateException("Vert.x: actual no connect handler, expected one from its HTTP server");
        }
        server = handler;
    }

    /** Makes the connection speak HTTP. */
    @Override
    public void handle(NetSocket socket) {
        server.handle(socket);
    }

    /** A Vert.x instance whose TCP servers do not listen, and which keeps what the last was to do with connections. */
    private static final class Unlistened extends VertxWrapper {

        private @Nullable Handler<NetSocket> handler;

        Unlistened(VertxInternal vertx) {
            super(vertx);
        }

        @Override
        public NetServerInternal createNetServer(NetServerOptions options) {
            return new NetServerImpl(delegate, options) {
                @Override
                public synchronized NetServerInternal connectHandler(Handler<NetSocket> connected) {
                    handler = connected;
                    return super.connectHandler(connected);
                }

                @Override
                public Future<NetServer> listen(ContextInternal context, SocketAddress address) {
                    return context.succeededFuture(this);
                }
            };
        }
    }
}

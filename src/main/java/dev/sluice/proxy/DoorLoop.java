package dev.sluice.proxy;

import dev.sluice.proxy.http.ClientLink;
import dev.sluice.proxy.http.LoopScope;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The front door's part on one event loop: its share of the listener, its own client, its own requests. */
final class DoorLoop extends VerticleBase {

    private static final int INITIAL_HEAD_BYTES = 1024;

    private final ProxyOptions options;
    private final int sharedPort;
    private final Function<Vertx, LoopScope> scopes;
    private @Nullable LoopScope scope;
    private @Nullable HttpServer server;

    /**
     * A part that listens together with others.
     *
     * @param sharedPort port, or a negative number that stands for one free port for all that name it
     */
    DoorLoop(ProxyOptions options, int sharedPort, Function<Vertx, LoopScope> scopes) {
        this.options = options;
        this.sharedPort = sharedPort;
        this.scopes = scopes;
    }

    /** Listens not yet: Vert.x gives its event loops in turn, and what listening takes would leave two parts on one loop. */
    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    /** Listens, once all parts have an event loop. Any thread. */
    Future<HttpServer> open() {
        return Future.future(opened -> context.runOnContext(v -> listen().onComplete(opened)));
    }

    private Future<HttpServer> listen() {
        LoopScope own = scopes.apply(vertx);
        scope = own;
        HttpServerOptions http = serverOptions();
        HttpServer listener = vertx.createHttpServer(http)
                .connectionHandler(connection -> ClientLink.install(own, connection, http))
                .requestHandler(request -> request.connection().close()) // each link takes its own requests
                .exceptionHandler(failure -> {}); // a connection that fails before its first request
        server = listener;
        return listener.listen(sharedPort, options.host());
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(options.clients().headBytes())
                .setMaxHeaderSize(options.clients().headBytes())
                .setDecoderInitialBufferSize(INITIAL_HEAD_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true);
    }

    /** The actual port. */
    int port() {
        return server == null ? 0 : server.actualPort();
    }

    /** Under which Vert.x knows it; null before. */
    @Nullable
    String deployment() {
        return context == null ? null : context.deploymentID();
    }

    /** Where it runs. */
    EventLoop eventLoop() {
        return ((ContextInternal) context).nettyEventLoop();
    }

    /** Any thread. */
    void published() {
        context.runOnContext(v -> {
            if (scope != null) {
                scope.published();
            }
        });
    }

    /** Closes the listener at once, idle connections too; the rest may finish in that time. Any thread. */
    Future<Void> shutdown(Duration patience) {
        HttpServer open = server;
        LoopScope own = scope;
        if (open == null || own == null) {
            return Future.succeededFuture();
        }
        return Future.future(done -> context.runOnContext(v -> {
            own.drain();
            open.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS).onComplete(done);
        }));
    }
}

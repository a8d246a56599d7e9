package dev.sluice.proxy;

import dev.sluice.proxy.tunnel.HalfClosure;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.transport.Transport;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Vert.x instance that carries clients' bytes: on io_uring where that really works, else epoll, else NIO. That a
 * transport calls itself available is not enough (containers often forbid io_uring, and a low descriptor limit breaks it
 * later): each must first carry a byte over loopback in time.
 */
public final class DataVertx {

    private static final Logger LOG = LoggerFactory.getLogger(DataVertx.class);
    private static final long SELF_TEST_SECONDS = 5;
    private static final int WORKERS = 2;

    /** Connections that are accepted beyond those that may be open: enough for what is about to close. */
    private static final int SPARE = 16;

    private DataVertx() {}

    /**
     * Opens it. Blocks for the self-test, so not for an event loop.
     *
     * @param connections that all its listeners together are to have; few more are ever open
     * @throws IllegalStateException if not even NIO works
     */
    public static Vertx open(int eventLoops, int connections) {
        return open(eventLoops, connections, Transport.IO_URING, Transport.EPOLL, Transport.NIO);
    }

    /**
     * The same for a small machine: without io_uring, whose rings alone take several megabytes.
     *
     * @throws IllegalStateException if not even NIO works
     */
    public static Vertx openSmall(int eventLoops, int connections) {
        return open(eventLoops, connections, Transport.EPOLL, Transport.NIO);
    }

    private static Vertx open(int eventLoops, int connections, @Nullable Transport... transports) {
        for (Transport transport : transports) {
            Vertx vertx = transport == null ? null : tried(transport, eventLoops, connections);
            if (vertx != null) {
                LOG.info("data plane runs on {} with {} event loops", transport.name(), eventLoops);
                return vertx;
            }
        }
        throw new IllegalStateException("network transport: actual none, expected io_uring, epoll or nio");
    }

    private static @Nullable Vertx tried(Transport transport, int eventLoops, int connections) {
        if (!transport.available()) {
            Throwable cause = transport.unavailabilityCause();
            LOG.info(
                    "{} is not available: {}",
                    transport.name(),
                    cause == null ? "no reason given" : cause.getMessage());
            return null;
        }
        if (transport == Transport.IO_URING && !HalfClosure.worksOnIoUring()
                || transport == Transport.EPOLL && !HalfClosure.worksOnEpoll()) {
            LOG.warn("{} is passed over: this Netty would cut half-closed connections on it", transport.name());
            return null;
        }
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        CappedTransport capped = new CappedTransport(transport.implementation(), new AcceptCap(connections + SPARE));
        Vertx vertx = Vertx.builder()
                .with(options)
                .withTransport(new TransportInternal(transport.name(), true, null, capped))
                .build();
        try {
            selfTest(vertx);
            return vertx;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} failed its self-test over loopback: {}", transport.name(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close();
        return null;
    }

    private static void selfTest(Vertx vertx) throws ExecutionException, TimeoutException, InterruptedException {
        NetServer echo = vertx.createNetServer().connectHandler(socket -> socket.handler(socket::write));
        // Held until the end: a client that is garbage closes its connections.
        NetClient client = vertx.createNetClient();
        echo.listen(0, "127.0.0.1")
                .compose(server -> client.connect(server.actualPort(), "127.0.0.1"))
                .compose(socket -> {
                    Promise<Buffer> answer = Promise.promise();
                    socket.handler(answer::tryComplete);
                    socket.closeHandler(v -> answer.tryFail("closed without an answer"));
                    return socket.write("ping").compose(v -> answer.future()).eventually(socket::close);
                })
                .eventually(client::close)
                .eventually(echo::close)
                .toCompletionStage()
                .toCompletableFuture()
                .get(SELF_TEST_SECONDS, TimeUnit.SECONDS);
    }
}

package dev.sluice;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;

/**
 * The Vert.x instance of everything but client bytes: two loops, one for control alone, one for the store and the admin
 * API. On epoll or NIO: io_uring has no unix sockets, and a connect to one would never complete.
 */
final class ControlVertx {

    private static final int LOOPS = 2;
    private static final int WORKERS = 4;

    private ControlVertx() {}

    static Vertx open() {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false));
        Transport epoll = Transport.EPOLL;
        return epoll != null && epoll.available()
                ? Vertx.builder().with(options).withTransport(epoll).build()
                : Vertx.builder().with(options).withTransport(Transport.NIO).build();
    }
}

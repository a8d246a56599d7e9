package dev.sluice.store;

import io.vertx.core.Closeable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.spi.ConnectionFactory;

/**
 * The maker of single connections to Postgres.
 *
 * <p>{@link PgConnection#connect} would make a whole network client for each attempt and, in Vert.x 5.0.12, keep it for
 * good when the attempt fails: more than 1 KB each time, for as long as a database is away and we keep trying.
 */
public final class Connector {
    private static final int CONNECT_LIMIT_MS = 5_000;
    /** What the other end must have acknowledged by then, or the connection is dead (Linux, native transport). */
    private static final int ACKNOWLEDGE_LIMIT_MS = 15_000;

    private final Vertx vertx;
    private final ConnectionFactory<PgConnectOptions> factory;

    public Connector(Vertx vertx) {
        this.vertx = vertx;
        this.factory = PgDriver.INSTANCE.createConnectionFactory(
                vertx,
                new NetClientOptions()
                        .setConnectTimeout(CONNECT_LIMIT_MS)
                        .setTcpKeepAlive(true)
                        .setTcpUserTimeout(ACKNOWLEDGE_LIMIT_MS));
    }

    /** A new connection, on the calling context. The caller closes it. */
    public Future<PgConnection> connect(PgConnectOptions options) {
        return factory.connect(vertx.getOrCreateContext(), options).map(PgConnection::cast);
    }

    /** Ends the network client, and what connections are left. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        ((Closeable) factory).close(closed);
        return closed.future();
    }
}

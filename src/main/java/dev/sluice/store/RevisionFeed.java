package dev.sluice.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The news that the desired state has a newer revision than we know, whoever made it.
 *
 * <p>A notification is only a hint, because those sent while we were not connected are lost: so the number itself is
 * read whenever a connection has been made, whenever a hint comes, and every 5 s. Store's loop only.
 */
final class RevisionFeed {
    static final String CHANNEL = "sluice_revision";

    private static final Logger LOG = LoggerFactory.getLogger(RevisionFeed.class);
    private static final long POLL_MS = 5_000;
    private static final long RECONNECT_MS = 500;
    private static final long ANSWER_LIMIT_MS = 10_000;

    private final Vertx vertx;
    private final Context context;
    private final Connector connector;
    private final Database database;
    private final LongSupplier known;
    private final LongConsumer newer;
    private @Nullable PgConnection connection;
    private boolean busy;
    private boolean again;
    private boolean closed;
    private long timer;

    /**
     * A feed that is silent until {@link #open}.
     *
     * @param known the newest revision that we have
     * @param newer told of each higher one, on the store's loop
     */
    RevisionFeed(
            Vertx vertx,
            Context context,
            Connector connector,
            Database database,
            LongSupplier known,
            LongConsumer newer) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.database = database;
        this.known = known;
        this.newer = newer;
    }

    void open() {
        context.runOnContext(v -> look());
    }

    Future<Void> close() {
        return Future.future(promise -> context.runOnContext(v -> {
            closed = true;
            vertx.cancelTimer(timer);
            PgConnection open = connection;
            connection = null;
            (open == null ? Future.<Void>succeededFuture() : open.close()).onComplete(promise);
        }));
    }

    /** Reads the number now, or right after the reading that is under way. */
    private void look() {
        if (closed) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        vertx.cancelTimer(timer);
        PgConnection open = connection;
        Future<PgConnection> listening = open == null ? listen() : Future.succeededFuture(open);
        TimeLimit.of(vertx, ANSWER_LIMIT_MS, listening.compose(ready -> ready.query("SELECT number FROM revision")
                        .execute()))
                .onComplete(read -> {
                    busy = false;
                    if (read.succeeded()) {
                        tell(read.result().iterator().next().getLong(0));
                    } else {
                        LOG.debug("revision feed: {}", Faults.message(read.cause()));
                        drop();
                    }
                    lookLater(again ? 1 : read.succeeded() ? POLL_MS : RECONNECT_MS);
                    again = false;
                });
    }

    private void lookLater(long ms) {
        if (!closed) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(ms, id -> look());
        }
    }

    private void tell(long number) {
        if (!closed && number > known.getAsLong()) {
            newer.accept(number);
        }
    }

    private Future<PgConnection> listen() {
        return connector.connect(database.options()).compose(made -> {
            if (closed) {
                return made.close().compose(v -> Future.failedFuture("closed"));
            }
            connection = made;
            made.exceptionHandler(failure -> {});
            made.closeHandler(v -> {
                if (connection == made) {
                    connection = null;
                    lookLater(RECONNECT_MS);
                }
            });
            made.notificationHandler(hint -> look());
            return made.query("LISTEN " + CHANNEL).execute().map(made);
        });
    }

    private void drop() {
        PgConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}

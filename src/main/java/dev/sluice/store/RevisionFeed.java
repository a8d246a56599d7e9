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
 * read whenever a connection has been made, whenever a hint comes, and every second. Whether that is answered is how the
 * store knows whether the database is there. Store's loop only.
 */
final class RevisionFeed {
    static final String CHANNEL = "sluice_revision";

    private static final Logger LOG = LoggerFactory.getLogger(RevisionFeed.class);
    private static final long POLL_MS = 1_000;
    private static final long RECONNECT_MS = 500;
    /** A server that is there reads one row at once, but a busy machine may be in the way. */
    private static final int TICKS_WHILE_THERE = 3;
    /** Few tries: each leaves a connection that a frozen server has yet to take. If one is taken late, we are told too. */
    private static final int TICKS_WHILE_AWAY = 20;

    private final Vertx vertx;
    private final Context context;
    private final Connector connector;
    private final Database database;
    private final Presence presence;
    private final LongSupplier known;
    private LongConsumer newer = number -> {};
    private @Nullable PgConnection connection;
    private boolean busy;
    private boolean again;
    private long round;
    private boolean closed;
    private long timer;

    /**
     * A feed that is silent until {@link #open}.
     *
     * @param presence told of each answer and of each that is missing
     * @param known the newest revision that we have
     */
    RevisionFeed(
            Vertx vertx,
            Context context,
            Connector connector,
            Database database,
            Presence presence,
            LongSupplier known) {
        this.vertx = vertx;
        this.context = context;
        this.connector = connector;
        this.database = database;
        this.presence = presence;
        this.known = known;
    }

    /** Begins to ask. */
    void open() {
        presence.askedBy(this::look);
        context.runOnContext(v -> look());
    }

    /**
     * Whom to tell of news from now on.
     *
     * @param follower told of each higher number, on the store's loop
     */
    void follow(LongConsumer follower) {
        context.runOnContext(v -> {
            newer = follower;
            look();
        });
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
        int ticks = presence.isAway() ? TICKS_WHILE_AWAY : TICKS_WHILE_THERE;
        Patience.of(vertx, presence, ticks, listening.compose(this::number)).onComplete(read -> {
            if (closed) {
                return;
            }
            if (read.succeeded()) {
                presence.answered();
                tell(read.result());
            } else {
                missed(read.cause());
            }
            lookLater(read.failed() ? RECONNECT_MS : again ? 1 : POLL_MS);
            again = false;
            busy = false;
        });
    }

    private Future<Long> number(PgConnection listening) {
        return listening.query("SELECT number FROM revision").execute().map(rows -> rows.iterator()
                .next()
                .getLong(0));
    }

    private void missed(Throwable cause) {
        LOG.debug("revision feed: {}", Faults.message(cause));
        round++;
        drop();
        if (Faults.isGone(cause)) {
            presence.lost(cause);
        }
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
        long mine = round;
        return connector.connect(database.options()).compose(made -> {
            if (closed || mine != round) {
                // Given up, but taken after all: the server lives again.
                lookLater(1);
                return made.close().compose(v -> Future.failedFuture("not wanted any more"));
            }
            connection = made;
            made.exceptionHandler(failure -> {});
            made.closeHandler(v -> {
                if (connection == made) {
                    connection = null;
                    lookLater(1);
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

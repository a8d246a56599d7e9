package dev.sluice.store.embedded;

import dev.sluice.store.Database;
import dev.sluice.store.state.StateLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, kept running from start to stop: brought back if it dies under us, ended when we end
 * in good order, and found again by the next start if we do not.
 *
 * <p>All work is done on one daemon thread of its own; every method returns at once and may be called anywhere.
 */
public final class EmbeddedPostgres {
    /** The one user; only who can enter the 0700 socket directory can be it. */
    public static final String USER = "sluice";
    /** The database in which Sluice's tables lie. */
    public static final String DATABASE = "sluice";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(200);
    /** What kept it from starting may be gone at any moment, such as a full disk, and then somebody waits for it. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final ScheduledExecutorService thread;
    private final Server server;
    private final EmbeddedOptions options;
    private volatile boolean stopping;
    private @Nullable Future<Void> stopped;
    // These two are touched by the thread only.
    private Postmaster postmaster;
    private Duration pause = WATCH_INTERVAL;

    private EmbeddedPostgres(
            Vertx vertx,
            ScheduledExecutorService thread,
            Server server,
            EmbeddedOptions options,
            Postmaster postmaster) {
        this.vertx = vertx;
        this.thread = thread;
        this.server = server;
        this.options = options;
        this.postmaster = postmaster;
    }

    /**
     * Unpacks, makes or adopts, and starts Postgres; done when it has answered its first query.
     *
     * @param control the Vertx that queries run on: epoll or NIO, because io_uring has no unix sockets (a connect
     *     would never complete)
     * @param lock the state directory's lock, to be held until {@link #stop()} is done
     * @return fails with an {@link EmbeddedPostgresException} whose message is meant for the operator
     */
    public static Future<EmbeddedPostgres> start(Vertx control, StateLock lock, EmbeddedOptions options) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "embedded-postgres");
            made.setDaemon(true);
            return made;
        });
        return Threads.run(control, thread, () -> {
                    Server server = Server.prepare(control, lock.directory(), options);
                    try {
                        return new EmbeddedPostgres(control, thread, server, options, server.bringUp(() -> false));
                    } catch (RuntimeException e) {
                        server.close();
                        throw e;
                    }
                })
                .onSuccess(EmbeddedPostgres::watchSoon)
                .onFailure(failure -> thread.shutdown());
    }

    /** The way to it; the same after every restart. */
    public Database database() {
        return Database.of(connectOptions());
    }

    PgConnectOptions connectOptions() {
        return server.connectOptions(DATABASE);
    }

    /** Ends the server (fast shutdown; by force if it must be) and what watches it. A second call changes nothing. */
    public synchronized Future<Void> stop() {
        if (stopped == null) {
            stopping = true;
            stopped = Threads.<Void>run(vertx, thread, () -> {
                        postmaster.stop(options.stopLimit());
                        return null;
                    })
                    .onComplete(done -> {
                        server.close();
                        thread.shutdown();
                    });
        }
        return stopped;
    }

    private void watchSoon() {
        if (!stopping) {
            thread.schedule(this::watch, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** One look at the server. Nothing may escape it: it is what keeps the database alive. */
    private void watch() {
        try {
            if (!stopping && !postmaster.alive()) {
                if (pause.equals(WATCH_INTERVAL)) {
                    LOG.error("embedded Postgres: process {} ended, expected it to run; starting it again", pid());
                }
                postmaster = server.bringUp(() -> stopping);
                LOG.info("embedded Postgres: runs again, as process {}", pid());
            }
            pause = WATCH_INTERVAL;
            server.trimLog();
        } catch (RuntimeException e) {
            told(e);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        watchSoon();
    }

    /** Not every attempt of a long series: it might last for days, and each says the same. */
    private void told(RuntimeException failure) {
        if (pause.compareTo(LONGEST_PAUSE) < 0) {
            LOG.error("{}; trying on", failure.getMessage());
        } else {
            LOG.debug("{}", failure.getMessage());
        }
    }

    private long pid() {
        return postmaster.process().pid();
    }
}

package dev.sluice.store.embedded;

import dev.sluice.store.Connector;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server on our data directory is brought to answer: adopted if one survived us, else started. Everything in
 * here blocks and runs on the one thread of {@link EmbeddedPostgres}.
 */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration ADOPTION_LIMIT = Duration.ofSeconds(10);
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    /**
     * Refusals that are over soon: the children of a killed postmaster notice within moments that they are alone, and a
     * server whose starter was killed may have written its lock file only after we looked.
     */
    private static final List<String> PASSING =
            List.of("pre-existing shared memory block", "lock file \"postmaster.pid\" already exists");

    private final Connector connector;
    private final EmbeddedOptions options;
    private final Path stateDir;
    private final PostgresBinaries binaries;
    private final RunAs runAs;
    private final DataDirectory data;
    private final Path socketDirectory;
    private final ServerLog log;

    private Server(Vertx vertx, Path stateDir, EmbeddedOptions options) throws IOException {
        this.connector = new Connector(vertx);
        this.stateDir = stateDir;
        this.options = options;
        this.binaries = PostgresBinaries.in(stateDir);
        this.runAs = RunAs.find(options);
        if (runAs.serviceUser()) {
            Directories.letPass(stateDir);
        }
        this.data = DataDirectory.in(stateDir);
        this.socketDirectory = SocketDirectory.in(stateDir, runAs);
        this.log = ServerLog.in(stateDir);
    }

    /** Unpacks, finds the arrangement, makes the directories; starts nothing. */
    static Server prepare(Vertx vertx, Path stateDir, EmbeddedOptions options) {
        try {
            return new Server(vertx, stateDir, options);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("embedded Postgres: " + stateDir + ": " + e, e);
        }
    }

    PgConnectOptions connectOptions(String database) {
        return new PgConnectOptions()
                .setHost(socketDirectory.toString())
                .setPort(SocketDirectory.PORT)
                .setUser(EmbeddedPostgres.USER)
                .setDatabase(database);
    }

    /** A server that answers queries: the one that is there, else a new one. Ends early once {@code givenUp}. */
    Postmaster bringUp(BooleanSupplier givenUp) {
        long deadline = System.nanoTime() + options.startLimit().toNanos();
        try {
            while (true) {
                Optional<Postmaster> adopted = adopt(givenUp);
                if (adopted.isPresent()) {
                    return adopted.get();
                }
                data.prepare(binaries, runAs);
                binaries.deleteOthers();
                log.trim();
                long logged = log.size();
                Postmaster started = launch();
                if (answersBefore(deadline, started, givenUp)) {
                    return started;
                }
                started.stop(options.stopLimit());
                String said = log.tail(logged);
                boolean passing = PASSING.stream().anyMatch(said::contains);
                if (!passing || givenUp.getAsBoolean() || System.nanoTime() - deadline >= 0) {
                    throw new EmbeddedPostgresException("embedded Postgres: no answer from "
                            + String.join(
                                    " ",
                                    runAs.command(List.of(binaries.postgres().toString())))
                            + " -D " + data.path() + ", expected one within "
                            + options.startLimit().toSeconds() + " s; it said: " + said);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("embedded Postgres: " + stateDir + ": " + e, e);
        }
    }

    private Optional<Postmaster> adopt(BooleanSupplier givenUp) throws IOException {
        Optional<Postmaster> survivor = Postmaster.survivor(data, binaries);
        if (survivor.isEmpty()) {
            return survivor;
        }
        survivor.get().wake(); // whoever froze it did so to the Sluice before us
        long deadline = System.nanoTime() + ADOPTION_LIMIT.toNanos();
        if (survivor.get().current() && answersBefore(deadline, survivor.get(), givenUp)) {
            LOG.info(
                    "embedded Postgres: process {} is still there, and is used",
                    survivor.get().process().pid());
            return survivor;
        }
        survivor.get().stop(options.stopLimit());
        return Optional.empty();
    }

    private Postmaster launch() throws IOException {
        data.disownLock();
        return Postmaster.launch(
                runAs.command(Postmaster.command(binaries, data, socketDirectory, options.serverSettings())), log);
    }

    private boolean answersBefore(long deadline, Postmaster server, BooleanSupplier givenUp) {
        do {
            if (answers()) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (server.alive() && System.nanoTime() - deadline < 0 && !givenUp.getAsBoolean());
        return false;
    }

    /** Asks once, and makes our database if it is not there yet. */
    private boolean answers() {
        if (Files.notExists(socketDirectory.resolve(".s.PGSQL." + SocketDirectory.PORT))) {
            return false;
        }
        Future<Boolean> asked = connector.connect(connectOptions("postgres")).compose(connection -> connection
                .query("SELECT 1 FROM pg_database WHERE datname = '" + EmbeddedPostgres.DATABASE + "'")
                .execute()
                .compose(found -> found.size() > 0
                        ? Future.succeededFuture(true)
                        : connection
                                .query("CREATE DATABASE " + EmbeddedPostgres.DATABASE)
                                .execute()
                                .map(true))
                .eventually(connection::close));
        try {
            return asked.toCompletionStage().toCompletableFuture().get(QUERY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("embedded Postgres: no answer yet: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends what asks the server, not the server. */
    void close() {
        connector.close();
    }

    void trimLog() {
        log.trim();
    }
}

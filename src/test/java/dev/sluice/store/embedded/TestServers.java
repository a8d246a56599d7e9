package dev.sluice.store.embedded;

import dev.sluice.store.state.StateLock;
import dev.sluice.testing.FreePort;
import dev.sluice.testing.QuickDisk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Real Postgres servers for all tests of one run, started when first asked for and ended with the JVM. */
public final class TestServers {
    /** Every character of it needs care in a URL. */
    public static final String PASSWORD = "p w/ä:@%?&=";

    /** No test of these pulls the plug, and each makes and drops a database, several at the same time. */
    private static final Map<String, String> FAST =
            Map.of("fsync", "off", "full_page_writes", "off", "max_wal_size", "64MB", "max_connections", "100");

    private static final Vertx VERTX =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
    private static PgConnectOptions embedded;
    private static PgConnectOptions overTcp;

    private TestServers() {}

    /** The embedded Postgres as the product runs it: on a unix socket, without a password. */
    public static synchronized PgConnectOptions embedded() throws IOException {
        if (embedded == null) {
            Path state = directory();
            StateLock lock = StateLock.take(state);
            EmbeddedPostgres postgres = await(EmbeddedPostgres.start(
                    VERTX, lock, EmbeddedOptions.defaults().withServerSettings(FAST)));
            atExit(state, () -> await(postgres.stop()));
            embedded = postgres.connectOptions();
        }
        return embedded;
    }

    /** A Postgres as others run it: on a TCP port of loopback, with a password (scram) and, if asked for, TLS. */
    public static synchronized PgConnectOptions overTcp() throws IOException {
        if (overTcp == null) {
            Path state = directory();
            RunAs runAs = RunAs.find(EmbeddedOptions.defaults());
            if (runAs.serviceUser()) {
                Directories.letPass(state);
            }
            PostgresBinaries binaries = PostgresBinaries.in(state);
            DataDirectory data = DataDirectory.in(state);
            data.prepare(binaries, runAs);
            Files.write(
                    data.path().resolve("pg_hba.conf"),
                    List.of("local all all trust", "host all all 127.0.0.1/32 scram-sha-256"));
            copyCertificate(data.path(), runAs);
            int port = FreePort.next();
            Path run = SocketDirectory.in(state, runAs);
            Map<String, String> settings = new HashMap<>(FAST);
            settings.putAll(Map.of(
                    "listen_addresses", "127.0.0.1",
                    "port", Integer.toString(port),
                    "ssl", "on",
                    "ssl_cert_file", "server.pem",
                    "ssl_key_file", "server.key"));
            Postmaster postmaster = Postmaster.launch(
                    runAs.command(Postmaster.command(binaries, data, run, settings)), ServerLog.in(state));
            atExit(state, () -> postmaster.stop(Duration.ofSeconds(10)));
            PgConnectOptions local = new PgConnectOptions()
                    .setHost(run.toString())
                    .setPort(port)
                    .setUser(EmbeddedPostgres.USER)
                    .setDatabase("postgres");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> await(PgConnection.connect(VERTX, local).compose(connection -> connection
                                    .query("ALTER ROLE sluice PASSWORD '" + PASSWORD + "'")
                                    .execute()
                                    .eventually(connection::close))));
            overTcp = new PgConnectOptions(local).setHost("127.0.0.1").setPassword(PASSWORD);
        }
        return overTcp;
    }

    private static void copyCertificate(Path data, RunAs runAs) throws IOException {
        for (String name : List.of("server.pem", "server.key")) {
            Path to = data.resolve(name);
            try (InputStream in = Objects.requireNonNull(TestServers.class.getResourceAsStream("/postgres/" + name))) {
                Files.copy(in, to);
            }
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
            if (runAs.serviceUser()) {
                runAs.owner().give(to);
            }
        }
    }

    /** A new state directory with the binaries in it. */
    private static Path directory() throws IOException {
        Path state = Files.createTempDirectory(QuickDisk.directory(), "sluice-test-pg");
        PreparedPostgres.putInto(state);
        return state;
    }

    private static void atExit(Path state, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.run();
                FileTree.delete(state);
            } catch (IOException | RuntimeException e) {
                System.err.println("left behind: " + state + ": " + e);
            }
        }));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}

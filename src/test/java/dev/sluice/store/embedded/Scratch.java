package dev.sluice.store.embedded;

import dev.sluice.store.state.StateLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A state directory that a test may do anything to. It lies in /tmp, open for others to pass through, as a service
 * user's must. The binaries lie there too and are linked into each; an empty database is made once and copied.
 */
final class Scratch implements AutoCloseable {
    private static final Path BASE = makeBase();
    private static final PostgresBinaries BINARIES = binaries();

    final Path directory;
    final Vertx vertx = Vertx.vertx();
    private final List<EmbeddedPostgres> open = new ArrayList<>();

    private Scratch(Path directory) {
        this.directory = directory;
    }

    /** With a database that was made before and is not running. */
    static Scratch make() throws IOException {
        return make("s");
    }

    /** The same, under that name, which may be one of several directories. */
    static Scratch make(String name) throws IOException {
        Scratch scratch = empty(name);
        PreparedPostgres.copy(Template.DATA, scratch.directory.resolve("pgdata"));
        return scratch;
    }

    /** With nothing but the binaries. */
    static Scratch empty(String name) throws IOException {
        Path directory =
                Files.createDirectories(Files.createTempDirectory(BASE, "t").resolve(name));
        for (Path above = directory; !above.equals(BASE); above = above.getParent()) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx--x--x"));
        }
        Files.createSymbolicLink(directory.resolve(BINARIES.home().getFileName()), BINARIES.home());
        return new Scratch(directory);
    }

    private static final class Template {
        static final Path DATA = initialized();

        private static Path initialized() {
            try {
                Scratch first = empty("template");
                PreparedPostgres.putDatabaseInto(first.directory);
                await(first.start(EmbeddedOptions.defaults()).stop());
                await(first.vertx.close());
                return first.directory.resolve("pgdata");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Path makeBase() {
        try {
            Path base = Files.createTempDirectory(Path.of("/tmp"), "sluice-test");
            Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx--x--x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    FileTree.delete(base);
                } catch (IOException e) {
                    System.err.println("left behind: " + base + ": " + e);
                }
            }));
            return base;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy, because a service user may not be let through to where they were unpacked. */
    private static PostgresBinaries binaries() {
        Path home = PreparedPostgres.home();
        Path copy = BASE.resolve(home.getFileName());
        PreparedPostgres.copy(home, copy);
        return new PostgresBinaries(copy);
    }

    EmbeddedPostgres start(EmbeddedOptions options) throws IOException {
        try (StateLock lock = StateLock.take(directory)) {
            EmbeddedPostgres postgres = await(EmbeddedPostgres.start(vertx, lock, options));
            open.add(postgres);
            return postgres;
        }
    }

    /** The first column of the first row, as text; empty if there is no row. */
    String ask(PgConnectOptions where, String sql) {
        return await(PgConnection.connect(vertx, where)
                .compose(connection -> connection.query(sql).execute().eventually(connection::close))
                .map(Scratch::first));
    }

    private static String first(RowSet<Row> rows) {
        return rows.size() == 0 ? "" : String.valueOf(rows.iterator().next().getValue(0));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(150, TimeUnit.SECONDS)
                .join();
    }

    /** All processes that work in our data directory. */
    List<Long> processes() throws IOException {
        Path data = directory.resolve("pgdata").toRealPath();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> LinuxProcess.of(pid)
                        .flatMap(LinuxProcess::workingDirectory)
                        .filter(data::equals)
                        .isPresent())
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (int i = open.size() - 1; i >= 0; i--) {
            await(open.get(i).stop());
        }
        await(vertx.close());
        FileTree.delete(directory.getParent());
    }
}

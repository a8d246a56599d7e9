package dev.sluice.store.embedded;

import static org.awaitility.Awaitility.await;

import dev.sluice.store.state.StateDirectoryInUseException;
import dev.sluice.store.state.StateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The PostgreSQL programs and a database with nothing in it, as a first start makes them, made once for all tests of all
 * processes and kept under {@code target}: the one takes seconds of a whole processor, the other seconds of the disk.
 */
public final class PreparedPostgres {

    private static final Path KEPT = Path.of("target", "test-postgres");
    private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(1);
    private static final Duration LONGEST_COPYING = Duration.ofMinutes(1);

    private PreparedPostgres() {}

    /** Puts both into a state directory, where a start takes them for its own: the programs as a link. */
    public static void putInto(Path stateDir) {
        Path home = home();
        try {
            Files.createSymbolicLink(stateDir.resolve(home.getFileName()), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        putDatabaseInto(stateDir);
    }

    static void putDatabaseInto(Path stateDir) {
        Path data = DataDirectory.in(home().getParent()).path();
        if (Files.exists(data)) {
            copy(data, DataDirectory.in(stateDir).path());
        }
    }

    static void copy(Path from, Path to) {
        Command copied = Command.run(List.of("cp", "-a", from.toString(), to.toString()), LONGEST_COPYING);
        if (!copied.succeeded()) {
            throw new IllegalStateException(copied.output());
        }
    }

    /** Where the programs are. */
    static Path home() {
        return Made.HOME;
    }

    private static final class Made {
        static final Path HOME = make();
    }

    private static Path make() {
        return await().pollDelay(Duration.ZERO)
                .atMost(LONGEST_PREPARATION)
                .ignoreException(StateDirectoryInUseException.class) // another process makes them
                .until(
                        () -> {
                            try (StateLock making = StateLock.take(KEPT)) {
                                return makeIn(making.directory()).home();
                            }
                        },
                        home -> true);
    }

    private static PostgresBinaries makeIn(Path directory) throws IOException {
        PostgresBinaries binaries = PostgresBinaries.in(directory);
        RunAs runAs = RunAs.find(EmbeddedOptions.defaults());
        if (!runAs.serviceUser()) { // who could perhaps not come here; then each start makes a database of its own
            DataDirectory.in(directory).prepare(binaries, runAs);
        }
        return binaries;
    }
}

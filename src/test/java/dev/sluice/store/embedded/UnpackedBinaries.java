package dev.sluice.store.embedded;

import static org.awaitility.Awaitility.await;

import dev.sluice.store.state.StateDirectoryInUseException;
import dev.sluice.store.state.StateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The PostgreSQL programs, unpacked once for all tests of all processes and kept under {@code target}: it takes seconds of a
 * whole processor.
 */
public final class UnpackedBinaries {

    private static final Path KEPT = Path.of("target", "test-postgres");
    private static final Duration LONGEST_UNPACKING = Duration.ofMinutes(1);

    private UnpackedBinaries() {}

    /** Puts a link to them into a state directory, where a start takes them for its own. */
    public static void linkInto(Path stateDir) {
        Path home = home();
        try {
            Files.createSymbolicLink(stateDir.resolve(home.getFileName()), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path home() {
        return await().pollDelay(Duration.ZERO)
                .atMost(LONGEST_UNPACKING)
                .ignoreException(StateDirectoryInUseException.class)
                .until(
                        () -> {
                            try (StateLock unpacking =
                                    StateLock.take(KEPT)) { // held by another test while that one unpacks
                                return PostgresBinaries.in(unpacking.directory())
                                        .home();
                            }
                        },
                        home -> true);
    }
}

package dev.sluice.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory, 0700, in which Postgres' one socket lies. Whoever can enter it can log in, so it is Postgres' own.
 *
 * <p>It is {@code state/run} unless that makes a path too long for a socket address (108 bytes with the closing zero,
 * sun_path of unix(7); we stop at 100). Then it lies in the user's or the system's run directory, else in /tmp, under
 * a name derived from the state directory, so that the next start finds the same place.
 */
final class SocketDirectory {
    static final int PORT = 5432;
    private static final int PATH_LIMIT = 100;
    private static final String SOCKET = "/.s.PGSQL." + PORT;

    private SocketDirectory() {}

    /** Finds, makes and secures the directory. */
    static Path in(Path stateDir, RunAs runAs) throws IOException {
        Path near = stateDir.resolve("run");
        if (fits(near)) {
            Directories.ensurePrivate(near, runAs.owner(), false);
            return near;
        }
        String name = "sluice-" + runAs.owner().uid() + "-" + shortName(stateDir);
        Path base = base(runAs, System.getenv("XDG_RUNTIME_DIR"), name);
        Path far = base.resolve(name);
        Directories.ensurePrivate(far, runAs.owner(), true);
        return far;
    }

    private static Path base(RunAs runAs, @Nullable String userRuntimeDir, String name) throws IOException {
        if (runAs.serviceUser()) {
            return Path.of("/tmp");
        }
        Path own = userRuntimeDir == null || userRuntimeDir.isEmpty() ? Path.of("/run") : Path.of(userRuntimeDir);
        boolean usable = Files.isDirectory(own)
                && Owner.of(own).uid() == runAs.owner().uid()
                && Files.isWritable(own)
                && fits(own.resolve(name));
        return usable ? own : Path.of("/tmp");
    }

    private static boolean fits(Path directory) {
        return (directory + SOCKET).getBytes(StandardCharsets.UTF_8).length <= PATH_LIMIT;
    }

    private static String shortName(Path stateDir) throws IOException {
        byte[] path = stateDir.toRealPath().toString().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(path).toString().substring(0, 8);
    }
}
